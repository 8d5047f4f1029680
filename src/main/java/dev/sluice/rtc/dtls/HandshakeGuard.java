package dev.sluice.rtc.dtls;

import dev.sluice.base.bytes.Bytes;

/**
 * Looks at handshake fragments before the reassembler does: that one allocates what a fragment
 * declares, up to 16 MB each for 16 messages, before it has any reason to believe it.
 */
final class HandshakeGuard {
  /** The longest message let in; certificate chains of real viewers are below 4 KB. */
  static final int MAX_MESSAGE_BYTES = 16 * 1024;

  // RFC 6347 section 4.2.2: type, length 24, sequence 16, fragment offset 24, fragment length 24.
  static final int HEADER_BYTES = 12;
  static final int LENGTH_OFFSET = 1;
  static final int FRAGMENT_OFFSET_OFFSET = 6;
  static final int FRAGMENT_LENGTH_OFFSET = 9;

  private HandshakeGuard() {}

  /** Whether a fragment in this handshake record declares a message above the limit. */
  static boolean oversized(byte[] array, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (end - at >= HEADER_BYTES) {
      if (Bytes.u24(array, at + LENGTH_OFFSET) > MAX_MESSAGE_BYTES) {
        return true;
      }
      at += HEADER_BYTES + Bytes.u24(array, at + FRAGMENT_LENGTH_OFFSET);
    }
    return false;
  }
}
