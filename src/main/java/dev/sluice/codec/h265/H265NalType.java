package dev.sluice.codec.h265;

import dev.sluice.base.bytes.Bytes;

/**
 * Types of NAL units (ITU-T H.265 table 7-1) and the fields of their header (clause 7.3.1.2): 1 bit
 * zero, 6 bits type, 6 bits nuh_layer_id, 3 bits nuh_temporal_id_plus1.
 */
public final class H265NalType {
  /** First of the intra random access point types, BLA_W_LP. */
  public static final int FIRST_IRAP = 16;

  /** Last of the intra random access point types. */
  public static final int LAST_IRAP = 23;

  /** Video parameter set. */
  public static final int VPS = 32;

  /** Sequence parameter set. */
  public static final int SPS = 33;

  /** Picture parameter set. */
  public static final int PPS = 34;

  /** Access unit delimiter. */
  public static final int AUD = 35;

  /** End of sequence. */
  public static final int END_OF_SEQUENCE = 36;

  /** End of bitstream. */
  public static final int END_OF_STREAM = 37;

  /** Filler data. */
  public static final int FILLER = 38;

  /** Supplemental enhancement information that precedes the picture. */
  public static final int PREFIX_SEI = 39;

  static final int HEADER_BYTES = 2;

  private static final int LAST_SLICE = 31;

  private H265NalType() {}

  /** The type in the first header byte, 0..63. */
  public static int of(byte header) {
    return header >>> 1 & 0x3F;
  }

  /**
   * nuh_layer_id, 0..63.
   *
   * @param offset of the header
   */
  public static int layerId(byte[] array, int offset) {
    return Bytes.u16(array, offset) >>> 3 & 0x3F;
  }

  /** Whether it is a slice segment. */
  public static boolean codesPicture(int type) {
    return type <= LAST_SLICE;
  }

  /** Whether it is a slice segment of a picture with which decoding can start. */
  public static boolean randomAccess(int type) {
    return type >= FIRST_IRAP && type <= LAST_IRAP;
  }

  /**
   * Whether no other picture of the same temporal sub-layer refers to the picture of that slice
   * segment: the even types below 16 (table 7-1).
   */
  public static boolean unreferenced(int type) {
    return type < FIRST_IRAP && (type & 1) == 0;
  }

  /**
   * Whether a decoder does not need the NAL unit, if it gets parameter sets separately from access
   * units.
   */
  public static boolean droppedFromContent(int type) {
    return switch (type) {
      case VPS, SPS, PPS, AUD, END_OF_SEQUENCE, END_OF_STREAM, FILLER -> true;
      default -> false;
    };
  }

  /**
   * Whether the NAL unit begins an access unit if it follows the slices of a picture (clause
   * 7.4.2.4.4).
   */
  public static boolean opensAccessUnit(int type) {
    return switch (type) {
      case VPS, SPS, PPS, AUD, PREFIX_SEI -> true;
      default -> (type >= 41 && type <= 44) || (type >= 48 && type <= 55);
    };
  }

  /**
   * first_slice_segment_in_pic_flag of a slice segment (clause 7.3.6.1).
   *
   * @param offset of the header of a NAL unit of at least 3 bytes
   */
  public static boolean firstOfPicture(byte[] array, int offset) {
    return (Bytes.u8(array, offset + HEADER_BYTES) & 0x80) != 0;
  }
}
