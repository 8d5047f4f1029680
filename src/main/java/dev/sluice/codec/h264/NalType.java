package dev.sluice.codec.h264;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.annexb.NalIndex;

/** Types of NAL units (ITU-T H.264 table 7-1) and the fields of their header byte. */
public final class NalType {
  /** Slice of a picture that is not IDR. */
  public static final int SLICE = 1;

  /** First of the three partitions of a slice. */
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

  /** nal_ref_idc in a header byte, 0..3: 0 means that no other picture refers to this one. */
  public static int refIdc(byte header) {
    return header >>> 5 & 3;
  }

  /** Whether it codes samples of a picture: a slice, or a partition of one. */
  public static boolean codesPicture(int type) {
    return type >= SLICE && type <= IDR;
  }

  /**
   * Whether it begins an access unit when it comes behind the slices of a picture (clause
   * 7.4.1.2.3).
   */
  public static boolean opensAccessUnit(int type) {
    return switch (type) {
      case AUD, SPS, PPS, SEI -> true;
      default -> type >= PREFIX && type <= LAST_RESERVED_BEFORE_PICTURE;
    };
  }

  /** Whether a receiver of RTP has no use for it. */
  public static boolean droppedFromRtp(int type) {
    return switch (type) {
      case SPS, PPS, AUD, END_OF_SEQUENCE, END_OF_STREAM, FILLER, SPS_EXTENSION -> true;
      default -> type == 0 || type >= 24;
    };
  }

  /**
   * Whether a slice is the first of its picture: first_mb_in_slice, an Exp-Golomb code, is 0 when
   * the bit behind the header byte is 1 (clause 7.3.3).
   *
   * @param offset of the header byte of a NAL unit of at least 2 bytes
   */
  public static boolean firstOfPicture(byte[] array, int offset) {
    return (Bytes.u8(array, offset + 1) & 0x80) != 0;
  }
}
