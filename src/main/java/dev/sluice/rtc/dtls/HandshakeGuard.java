package dev.sluice.rtc.dtls;

import dev.sluice.base.bytes.Bytes;

/**
 * Checks handshake fragments before the library reassembles them. The library trusts the declared
 * message length and allocates up to 16 MB for each of 16 messages. Its reassembly takes time
 * quadratic in the number of fragments: 1.7 s for a message of 16 KB in fragments of one byte.
 */
final class HandshakeGuard {
  /** Longest accepted message. Certificate chains of real viewers are below 4 KB. */
  static final int MAX_MESSAGE_BYTES = 16 * 1024;

  /**
   * Most incomplete fragments of a handshake. 4 KB of certificates at an MTU of 256 bytes are 20,
   * and are sent 7 times within the handshake's time.
   */
  static final int MAX_FRAGMENTS = 512;

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

  /** The number of fragments in this handshake record that are not whole messages. */
  static int fragments(byte[] array, int offset, int length) {
    int end = offset + length;
    int at = offset;
    int fragments = 0;
    while (end - at >= HEADER_BYTES) {
      int fragmentBytes = Bytes.u24(array, at + FRAGMENT_LENGTH_OFFSET);
      if (fragmentBytes < Bytes.u24(array, at + LENGTH_OFFSET)) {
        fragments++;
      }
      at += HEADER_BYTES + fragmentBytes;
    }
    return fragments;
  }
}
