package dev.sluice.codec.data;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;

/** The framing of data units: the source of their length. */
public enum DataFraming {
  /**
   * ID3v2 tags (id3v2.4.0-structure section 3.1): "ID3", version (16), flags (8), size in four
   * bytes of 7 bits each, without the header and the footer of 10 bytes.
   */
  ID3 {
    @Override
    int unitBytes(byte[] array, int at, int end) {
      if (!startsWith(array, at, end, ID3_IDENTIFIER)) {
        return NO_UNIT;
      }
      if (end - at < ID3_HEADER_BYTES) {
        return UNKNOWN;
      }
      boolean version = Bytes.u8(array, at + 3) != 0xFF && Bytes.u8(array, at + 4) != 0xFF;
      if (!version || (Bytes.i32(array, at + 6) & 0x8080_8080) != 0) {
        return NO_UNIT;
      }
      int size = 0;
      for (int i = at + 6; i < at + ID3_HEADER_BYTES; i++) {
        size = size << 7 | array[i];
      }
      boolean footer = (array[at + 5] & ID3_FOOTER) != 0;
      return limited(size + ID3_HEADER_BYTES * (footer ? 2L : 1L));
    }
  },

  /** KLV triplets (SMPTE ST 336): a universal label of 16 bytes, BER length, value. */
  KLV {
    @Override
    int unitBytes(byte[] array, int at, int end) {
      if (!startsWith(array, at, end, UNIVERSAL_LABEL)) {
        return NO_UNIT;
      }
      if (end - at <= LABEL_BYTES) {
        return UNKNOWN;
      }
      int first = Bytes.u8(array, at + LABEL_BYTES);
      if (first < LONG_LENGTH) {
        return LABEL_BYTES + 1 + first;
      }
      int lengthBytes = first - LONG_LENGTH;
      if (lengthBytes == 0 || lengthBytes > 4) {
        return NO_UNIT;
      }
      int value = at + LABEL_BYTES + 1 + lengthBytes;
      if (end < value) {
        return UNKNOWN;
      }
      long length = 0;
      for (int i = value - lengthBytes; i < value; i++) {
        length = length << 8 | Bytes.u8(array, i);
      }
      return limited(value - at + length);
    }
  },

  /**
   * Sections of SCTE 35 without pointer_field: table_id 0xFC, two zero bits, sap_type (2),
   * section_length (12), protocol_version 0.
   */
  SPLICE_SECTION {
    @Override
    int unitBytes(byte[] array, int at, int end) {
      if (end - at < 1 || Bytes.u8(array, at) != SPLICE_TABLE_ID) {
        return NO_UNIT;
      }
      if (end - at < 4) {
        return UNKNOWN;
      }
      int second = Bytes.u16(array, at + 1);
      boolean valid = second >>> 14 == 0 && (second & 0xFFF) > 0 && array[at + 3] == 0;
      return valid ? 3 + (second & 0xFFF) : NO_UNIT;
    }
  },

  /** Each PES packet is a unit. */
  PES {
    @Override
    int unitBytes(byte[] array, int at, int end) {
      return end - at;
    }
  };

  /** The largest unit. */
  static final int MAX_UNIT_BYTES = 256 << 10;

  /** Result if no unit begins at the index. */
  static final int NO_UNIT = -1;

  /** Result for a unit whose length field is not complete yet. */
  static final int UNKNOWN = Integer.MAX_VALUE;

  private static final byte[] ID3_IDENTIFIER = {'I', 'D', '3'};
  private static final int ID3_HEADER_BYTES = 10;
  private static final int ID3_FOOTER = 0x10;
  private static final byte[] UNIVERSAL_LABEL = {6, 0x0E, 0x2B, 0x34};
  private static final int LABEL_BYTES = 16;
  private static final int LONG_LENGTH = 0x80;
  private static final int SPLICE_TABLE_ID = 0xFC;

  /** The framing of a codec. */
  public static DataFraming of(Codec codec) {
    return switch (codec) {
      case ID3 -> ID3;
      case KLV -> KLV;
      case SCTE35 -> SPLICE_SECTION;
      default -> PES;
    };
  }

  /** The length of the unit that begins at {@code at}, {@link #UNKNOWN} or {@link #NO_UNIT}. */
  abstract int unitBytes(byte[] array, int at, int end);

  private static boolean startsWith(byte[] array, int at, int end, byte[] prefix) {
    int there = Math.min(prefix.length, end - at);
    for (int i = 0; i < there; i++) {
      if (array[at + i] != prefix[i]) {
        return false;
      }
    }
    return there > 0;
  }

  private static int limited(long bytes) {
    return bytes <= MAX_UNIT_BYTES ? (int) bytes : NO_UNIT;
  }
}
