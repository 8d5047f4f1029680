package dev.sluice.container.mpegts;

/** The CRC of PSI sections: polynomial 04C11DB7, not reflected (ISO/IEC 13818-1 annex A). */
final class Crc32Mpeg2 {
  private static final int POLYNOMIAL = 0x04C11DB7;
  private static final int[] TABLE = table();

  private Crc32Mpeg2() {}

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value << 1 ^ (value < 0 ? POLYNOMIAL : 0);
      }
      table[i] = value;
    }
    return table;
  }

  /** The CRC of a range; 0 for a valid section that includes its CRC_32 field. */
  static int of(byte[] array, int offset, int length) {
    int crc = -1;
    for (int i = offset; i < offset + length; i++) {
      crc = crc << 8 ^ TABLE[(crc >>> 24 ^ array[i]) & 0xFF];
    }
    return crc;
  }
}
