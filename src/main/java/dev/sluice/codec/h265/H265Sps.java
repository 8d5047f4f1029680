package dev.sluice.codec.h265;

import dev.sluice.base.bytes.BitReader;
import dev.sluice.codec.annexb.Rbsp;
import org.jspecify.annotations.Nullable;

/**
 * The first fields of a sequence parameter set (ITU-T H.265 clause 7.3.2.2.1).
 *
 * @param id sps_seq_parameter_set_id, 0..15
 * @param profile profile, tier and level
 * @param chromaFormatIdc 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4
 * @param bitDepthLuma bits of a luma sample, 8..16
 * @param bitDepthChroma bits of a chroma sample, 8..16
 * @param widthPixels width of the conformance window
 * @param heightPixels height of the conformance window
 * @param subLayers temporal sub-layers, 1..7
 * @param reorderPictures sps_max_num_reorder_pics of all sub-layers together
 */
public record H265Sps(
    int id,
    ProfileTierLevel profile,
    int chromaFormatIdc,
    int bitDepthLuma,
    int bitDepthChroma,
    int widthPixels,
    int heightPixels,
    int subLayers,
    int reorderPictures) {
  private static final int MAX_ID = 15;
  private static final int MAX_SUB_LAYERS = 7;

  /** Level 6.2 allows 8192 x 4320, and up to twice as much in one direction. */
  private static final int MAX_PIXELS = 16_888;

  private static final int MAX_BIT_DEPTH_ABOVE_8 = 8;
  private static final int CHROMA_444 = 3;
  private static final int MAX_POC_BITS_ABOVE_4 = 12;

  /** Limit of MaxDpbSize (clause A.4.2), which sps_max_num_reorder_pics does not exceed. */
  private static final int MAX_REORDER = 16;

  /**
   * Reads a NAL unit.
   *
   * @param offset of its header
   * @return null if it is truncated or has impossible values
   */
  public static @Nullable H265Sps read(byte[] array, int offset, int length) {
    byte[] payload = Rbsp.of(array, offset, length);
    if (payload.length <= H265NalType.HEADER_BYTES) {
      return null;
    }
    BitReader bits =
        new BitReader(payload, H265NalType.HEADER_BYTES, payload.length - H265NalType.HEADER_BYTES);
    bits.bits(4); // sps_video_parameter_set_id
    int subLayers = 1 + bits.bits(3);
    bits.bit(); // sps_temporal_id_nesting_flag
    if (subLayers > MAX_SUB_LAYERS) {
      return null;
    }
    ProfileTierLevel profile = ProfileTierLevel.read(bits, subLayers);
    long id = bits.unsignedExpGolomb();
    long chromaFormat = bits.unsignedExpGolomb();
    boolean separatePlanes = chromaFormat == CHROMA_444 && bits.flag();
    long width = bits.unsignedExpGolomb();
    long height = bits.unsignedExpGolomb();
    if (id > MAX_ID || chromaFormat > CHROMA_444 || width > MAX_PIXELS || height > MAX_PIXELS) {
      return null;
    }
    if (bits.flag()) {
      boolean half = !separatePlanes && (chromaFormat == 1 || chromaFormat == 2);
      long unitX = half ? 2 : 1;
      long unitY = half && chromaFormat == 1 ? 2 : 1;
      width -= unitX * (bits.unsignedExpGolomb() + bits.unsignedExpGolomb());
      height -= unitY * (bits.unsignedExpGolomb() + bits.unsignedExpGolomb());
    }
    long luma = bits.unsignedExpGolomb();
    long chroma = bits.unsignedExpGolomb();
    long pocBits = bits.unsignedExpGolomb();
    long reorder = reorderPictures(bits, subLayers);
    boolean valid =
        !bits.overrun()
            && pocBits <= MAX_POC_BITS_ABOVE_4
            && reorder <= MAX_REORDER
            && width > 0
            && height > 0
            && luma <= MAX_BIT_DEPTH_ABOVE_8
            && chroma <= MAX_BIT_DEPTH_ABOVE_8;
    return valid
        ? new H265Sps(
            (int) id,
            profile,
            (int) chromaFormat,
            8 + (int) luma,
            8 + (int) chroma,
            (int) width,
            (int) height,
            subLayers,
            (int) reorder)
        : null;
  }

  /** The fields of each sub-layer, or of the highest alone; those of the highest count. */
  private static long reorderPictures(BitReader bits, int subLayers) {
    boolean each = bits.flag(); // sps_sub_layer_ordering_info_present_flag
    long reorder = 0;
    for (int i = each ? 0 : subLayers - 1; i < subLayers; i++) {
      bits.unsignedExpGolomb(); // sps_max_dec_pic_buffering_minus1
      reorder = bits.unsignedExpGolomb();
      bits.unsignedExpGolomb(); // sps_max_latency_increase_plus1
    }
    return reorder;
  }
}
