package dev.sluice.codec.h264;

import dev.sluice.base.bytes.BitReader;
import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.annexb.Rbsp;
import org.jspecify.annotations.Nullable;

/**
 * The parsed sequence parameter set (ITU-T H.264 clause 7.3.2.1.1).
 *
 * @param id seq_parameter_set_id, 0..31
 * @param profileLevelId 24 bits: profile_idc, constraint flags, level_idc
 * @param widthPixels width after cropping
 * @param heightPixels height after cropping
 * @param maxReorderFrames max_num_reorder_frames: most pictures that precede a picture in decoding
 *     order and follow it in output order; {@link #UNKNOWN} if not given
 * @param frameTicks90k frame duration, 0 if not given
 */
public record SpsInfo(
    int id,
    int profileLevelId,
    int widthPixels,
    int heightPixels,
    int maxReorderFrames,
    long frameTicks90k) {
  /** Value of {@link #maxReorderFrames} if it is not given. */
  public static final int UNKNOWN = -1;

  private static final int BASELINE = 66;

  private static final int MAX_ID = 31;

  /** 16 384 pixels, the limit of level 6.2. */
  private static final int MAX_MACROBLOCKS = 1024;

  /** Largest num_ref_frames_in_pic_order_cnt_cycle of the standard. */
  private static final int MAX_ORDER_CYCLE = 255;

  /** The pic_order_cnt_type whose output order is the decoding order. */
  private static final int OUTPUT_IS_DECODING_ORDER = 2;

  private static final int MIN_BYTES = 5;

  /**
   * Parses an SPS.
   *
   * @param nalUnit with its header byte, without start code
   * @return null if it is truncated or has impossible values
   */
  public static @Nullable SpsInfo read(byte[] nalUnit) {
    if (nalUnit.length < MIN_BYTES) {
      return null;
    }
    byte[] payload = Rbsp.of(nalUnit, 0, nalUnit.length);
    BitReader bits = new BitReader(payload, 4, payload.length - 4);
    long id = bits.unsignedExpGolomb();
    int profile = Bytes.u8(nalUnit, 1);
    int chromaFormat = hasChromaFormat(profile) ? readChromaFormat(bits) : 1;
    bits.unsignedExpGolomb(); // log2_max_frame_num_minus4
    int orderType = readPictureOrder(bits);
    if (orderType < 0) {
      return null;
    }
    bits.unsignedExpGolomb(); // max_num_ref_frames
    bits.bit(); // gaps_in_frame_num_value_allowed_flag
    long widthMacroblocks = bits.unsignedExpGolomb() + 1;
    long heightUnits = bits.unsignedExpGolomb() + 1;
    if (widthMacroblocks > MAX_MACROBLOCKS || heightUnits > MAX_MACROBLOCKS || id > MAX_ID) {
      return null;
    }
    int fields = bits.flag() ? 1 : 2; // frame_mbs_only_flag
    if (fields == 2) {
      bits.bit(); // mb_adaptive_frame_field_flag
    }
    bits.bit(); // direct_8x8_inference_flag
    long width = 16 * widthMacroblocks;
    long height = 16 * heightUnits * fields;
    if (bits.flag()) {
      long unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
      long unitY = (chromaFormat == 1 ? 2 : 1) * (long) fields;
      width -= unitX * (bits.unsignedExpGolomb() + bits.unsignedExpGolomb());
      height -= unitY * (bits.unsignedExpGolomb() + bits.unsignedExpGolomb());
    }
    if (bits.overrun() || width <= 0 || height <= 0) {
      return null;
    }
    SpsVui vui = bits.flag() ? SpsVui.read(bits) : SpsVui.ABSENT;
    int reorder = vui.maxReorderFrames();
    if (reorder == UNKNOWN && (profile == BASELINE || orderType == OUTPUT_IS_DECODING_ORDER)) {
      reorder = 0;
    }
    return new SpsInfo(
        (int) id, Bytes.u24(nalUnit, 1), (int) width, (int) height, reorder, vui.frameTicks90k());
  }

  /** Whether the profile has chroma_format_idc (clause 7.3.2.1.1). */
  private static boolean hasChromaFormat(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  /** Returns ChromaArrayType: 0 for separately coded planes. */
  private static int readChromaFormat(BitReader bits) {
    int format = (int) Math.min(bits.unsignedExpGolomb(), 3);
    boolean separatePlanes = format == 3 && bits.flag();
    bits.unsignedExpGolomb(); // bit_depth_luma_minus8
    bits.unsignedExpGolomb(); // bit_depth_chroma_minus8
    bits.bit(); // qpprime_y_zero_transform_bypass_flag
    if (bits.flag()) {
      int lists = format == 3 ? 12 : 8;
      for (int i = 0; i < lists; i++) {
        if (bits.flag()) {
          skipScalingList(bits, i < 6 ? 16 : 64);
        }
      }
    }
    return separatePlanes ? 0 : format;
  }

  private static void skipScalingList(BitReader bits, int size) {
    long last = 8;
    for (int i = 0; i < size && last != 0; i++) {
      last = (last + bits.signedExpGolomb()) & 0xFF;
    }
  }

  /** Returns pic_order_cnt_type, or -1 for an impossible value. */
  private static int readPictureOrder(BitReader bits) {
    long type = bits.unsignedExpGolomb();
    if (type == 0) {
      bits.unsignedExpGolomb(); // log2_max_pic_order_cnt_lsb_minus4
    } else if (type == 1) {
      bits.bit(); // delta_pic_order_always_zero_flag
      bits.signedExpGolomb(); // offset_for_non_ref_pic
      bits.signedExpGolomb(); // offset_for_top_to_bottom_field
      long cycle = bits.unsignedExpGolomb();
      if (cycle > MAX_ORDER_CYCLE) {
        return -1;
      }
      for (long i = 0; i < cycle; i++) {
        bits.signedExpGolomb(); // offset_for_ref_frame
      }
    }
    return type <= OUTPUT_IS_DECODING_ORDER ? (int) type : -1;
  }
}
