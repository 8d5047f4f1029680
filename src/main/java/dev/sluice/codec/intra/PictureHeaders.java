package dev.sluice.codec.intra;

import java.util.List;

/**
 * The headers of key pictures in Constrained Baseline: parameter sets and slice headers (ITU-T
 * H.264 clause 7.3).
 */
final class PictureHeaders {
  private static final int NAL_SPS = 0x67;
  private static final int NAL_PPS = 0x68;
  private static final int BASELINE = 66;

  /** The stream conforms to Baseline, Main and Extended: Constrained Baseline. */
  private static final int CONSTRAINTS = 0xE0;

  private static final int OUTPUT_IS_DECODING_ORDER = 2;
  private static final int BT709 = 1;
  private static final int UNSPECIFIED_FORMAT = 5;
  private static final int ALL_SLICES_I = 7;

  /** QP of a slice that states no difference. */
  private static final int INITIAL_QP = 26;

  /** level_idc and MaxFS, most macroblocks of a picture (table A-1), from level 3.1 on. */
  private static final int[][] LEVELS = {{31, 3600}, {40, 8192}, {50, 22_080}, {51, 36_864}};

  /** Largest level of the table; larger pictures are not encoded. */
  static final int MOST_MACROBLOCKS = 36_864;

  private PictureHeaders() {}

  /** The SPS and the PPS of pictures of a size. */
  static List<byte[]> parameterSets(int widthPixels, int heightPixels) {
    return List.of(sps(widthPixels, heightPixels), pps());
  }

  private static byte[] sps(int width, int height) {
    int columns = StillPicture.macroblocks(width);
    int rows = StillPicture.macroblocks(height);
    BitWriter bits = new BitWriter();
    bits.bits(BASELINE, 8).bits(CONSTRAINTS, 8).bits(level(columns, rows), 8);
    bits.unsigned(0); // seq_parameter_set_id
    bits.unsigned(0); // log2_max_frame_num_minus4
    bits.unsigned(OUTPUT_IS_DECODING_ORDER);
    bits.unsigned(1); // max_num_ref_frames
    bits.flag(false); // gaps_in_frame_num_value_allowed_flag
    bits.unsigned(columns - 1).unsigned(rows - 1);
    bits.flag(true); // frame_mbs_only_flag
    bits.flag(true); // direct_8x8_inference_flag
    crop(bits, 16 * columns - width, 16 * rows - height);
    vui(bits);
    return bits.toNalUnit(NAL_SPS);
  }

  /** Cuts the padding at the right and at the bottom, in units of two pixels. */
  private static void crop(BitWriter bits, int right, int bottom) {
    boolean crops = right > 0 || bottom > 0;
    bits.flag(crops);
    if (crops) {
      bits.unsigned(0).unsigned(right / 2).unsigned(0).unsigned(bottom / 2);
    }
  }

  /** States the colours, and that each picture can be shown at once (clause E.1.1). */
  private static void vui(BitWriter bits) {
    bits.flag(true); // vui_parameters_present_flag
    bits.flag(false); // aspect_ratio_info_present_flag
    bits.flag(false); // overscan_info_present_flag
    bits.flag(true); // video_signal_type_present_flag
    bits.bits(UNSPECIFIED_FORMAT, 3);
    bits.flag(false); // video_full_range_flag
    bits.flag(true); // colour_description_present_flag
    bits.bits(BT709, 8).bits(BT709, 8).bits(BT709, 8);
    bits.flag(false); // chroma_loc_info_present_flag
    bits.flag(false); // timing_info_present_flag
    bits.flag(false).flag(false); // HRD parameters of NAL units and of VCL
    bits.flag(false); // pic_struct_present_flag
    bits.flag(true); // bitstream_restriction_flag
    bits.flag(true); // motion_vectors_over_pic_boundaries_flag
    bits.unsigned(0).unsigned(0); // sizes of pictures and macroblocks: no limit
    bits.unsigned(0).unsigned(0); // lengths of motion vectors
    bits.unsigned(0); // max_num_reorder_frames
    bits.unsigned(1); // max_dec_frame_buffering
  }

  private static int level(int columns, int rows) {
    for (int[] level : LEVELS) {
      // No side may be longer than sqrt(8 MaxFS) (clause A.3.1).
      int longest = Math.max(columns, rows);
      if (columns * rows <= level[1] && longest * longest <= 8 * level[1]) {
        return level[0];
      }
    }
    throw new IllegalArgumentException(columns + "x" + rows + " macroblocks");
  }

  private static byte[] pps() {
    BitWriter bits = new BitWriter();
    bits.unsigned(0).unsigned(0); // ids of the PPS and the SPS
    bits.flag(false); // entropy_coding_mode_flag: CAVLC
    bits.flag(false); // bottom_field_pic_order_in_frame_present_flag
    bits.unsigned(0); // num_slice_groups_minus1
    bits.unsigned(0).unsigned(0); // num_ref_idx_default_active_minus1
    bits.flag(false).bits(0, 2); // weighted prediction
    bits.signed(0).signed(0); // pic_init_qp_minus26, pic_init_qs_minus26
    bits.signed(0); // chroma_qp_index_offset
    bits.flag(false); // deblocking_filter_control_present_flag
    bits.flag(false); // constrained_intra_pred_flag
    bits.flag(false); // redundant_pic_cnt_present_flag
    return bits.toNalUnit(NAL_PPS);
  }

  /**
   * Begins a slice of an IDR picture.
   *
   * @param idrPicId differs from that of the IDR picture before
   */
  static BitWriter slice(int firstMacroblock, int idrPicId, int qp) {
    BitWriter bits = new BitWriter();
    bits.unsigned(firstMacroblock).unsigned(ALL_SLICES_I);
    bits.unsigned(0); // pic_parameter_set_id
    bits.bits(0, 4); // frame_num
    bits.unsigned(idrPicId);
    bits.flag(false).flag(false); // no_output_of_prior_pics_flag, long_term_reference_flag
    return bits.signed(qp - INITIAL_QP);
  }
}
