package dev.sluice.codec.h264;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.annexb.NalIndex;

/** Types of NAL units (ITU-T H.264 table 7-1) and the fields of their header byte. */
public final class NalType {
  /** Slice of a non-IDR picture. */
  public static final int SLICE = 1;

  /** Slice data partition A. */
  public static final int PARTITION_A = 2;

  /** Slice of an IDR picture. */
  public static final int IDR = 5;

  /** Supplemental enhancement information. */
  public static final int SEI = 6;

  /** Sequence parameter set. */
  public static final int SPS = 7;

  /** Picture parameter set. */
  public static final int PPS = 8;

  /** Access unit delimiter. */
  public static final int AUD = 9;

  /** End of sequence. */
  public static final int END_OF_SEQUENCE = 10;

  /** End of stream. */
  public static final int END_OF_STREAM = 11;

  /** Filler data. */
  public static final int FILLER = 12;

  /** Extension of a sequence parameter set. */
  public static final int SPS_EXTENSION = 13;

  private static final int PREFIX = 14;
  private static final int LAST_RESERVED_BEFORE_PICTURE = 18;

  private NalType() {}

  /** The type in a header byte, 0..31. */
  public static int of(byte header) {
    return header & 0x1F;
  }

  /** The type of NAL unit {@code i} of an index, 0..31. */
  public static int of(NalIndex units, int i) {
    return of(units.header(i));
  }

  /** nal_ref_idc in a header byte, 0..3: 0 means a non-reference picture. */
  public static int refIdc(byte header) {
    return header >>> 5 & 3;
  }

  /** Whether it is a coded slice or a data partition of one. */
  public static boolean codesPicture(int type) {
    return type >= SLICE && type <= IDR;
  }

  /** Whether it begins a new access unit after the slices of a picture (clause 7.4.1.2.3). */
  public static boolean opensAccessUnit(int type) {
    return switch (type) {
      case AUD, SPS, PPS, SEI -> true;
      default -> type >= PREFIX && type <= LAST_RESERVED_BEFORE_PICTURE;
    };
  }

  /**
   * Whether it is left out of RTP: parameter sets are sent separately, the rest is of no use to
   * receivers.
   */
  public static boolean droppedFromRtp(int type) {
    return switch (type) {
      case SPS, PPS, AUD, END_OF_SEQUENCE, END_OF_STREAM, FILLER, SPS_EXTENSION -> true;
      default -> type == 0 || type >= 24;
    };
  }

  /**
   * Whether a slice is the first of its picture: first_mb_in_slice, an Exp-Golomb code, is 0 if the
   * bit after the header byte is 1 (clause 7.3.3).
   *
   * @param offset of the header byte of a NAL unit of at least 2 bytes
   */
  public static boolean firstOfPicture(byte[] array, int offset) {
    return (Bytes.u8(array, offset + 1) & 0x80) != 0;
  }
}
