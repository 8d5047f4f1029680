package dev.sluice.bench.viewer;

/** Reads the unencrypted part of an RTP packet (RFC 3550 section 5.1, RFC 8285). */
final class RtpHeader {
  static final int FIXED_BYTES = 12;
  private static final int EXTENSION_FLAG = 0x10;
  private static final int EXTENSION_HEADER_BYTES = 4;
  private static final int ONE_BYTE_PROFILE = 0xBEDE;
  private static final int RESERVED_ID = 15;

  private RtpHeader() {}

  /**
   * Size of the header with contributing sources and header extension.
   *
   * @return more than {@code length} if the packet is truncated
   */
  static int bytes(byte[] data, int offset, int length) {
    int bytes = FIXED_BYTES + 4 * (data[offset] & 0x0F);
    if ((data[offset] & EXTENSION_FLAG) == 0) {
      return bytes;
    }
    if (bytes + EXTENSION_HEADER_BYTES > length) {
      return length + 1;
    }
    return bytes + EXTENSION_HEADER_BYTES + 4 * u16(data, offset + bytes + 2);
  }

  /**
   * Index of the value of an extension in a block with one-byte elements (RFC 8285 section 4.2).
   *
   * @param headerBytes as from {@link #bytes}
   * @return an index into the array, or -1 if the packet has no extension with this id
   */
  static int extensionAt(byte[] data, int offset, int headerBytes, int id) {
    int block = offset + FIXED_BYTES + 4 * (data[offset] & 0x0F);
    if ((data[offset] & EXTENSION_FLAG) == 0 || u16(data, block) != ONE_BYTE_PROFILE) {
      return -1;
    }
    int end = offset + headerBytes;
    int at = block + EXTENSION_HEADER_BYTES;
    while (at < end) {
      int element = data[at] & 0xFF;
      int value = at + 1;
      at = element == 0 ? value : value + (element & 0x0F) + 1;
      if (element >> 4 == RESERVED_ID || at > end) {
        return -1;
      }
      if (element != 0 && element >> 4 == id) {
        return value;
      }
    }
    return -1;
  }

  static int u16(byte[] data, int offset) {
    return (data[offset] & 0xFF) << 8 | data[offset + 1] & 0xFF;
  }

  static int i32(byte[] data, int offset) {
    return u16(data, offset) << 16 | u16(data, offset + 2);
  }
}
