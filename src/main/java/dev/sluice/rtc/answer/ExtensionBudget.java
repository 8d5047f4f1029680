package dev.sluice.rtc.answer;

/**
 * The bytes left for the header extensions of a packet, as one-byte elements (RFC 8285 section
 * 4.2). With the block's 4-byte header they take 24 bytes, which payloads leave free in a datagram
 * of 1200 bytes.
 */
final class ExtensionBudget {
  /** Lengths of the extension values. */
  static final int TRANSPORT_CC_BYTES = 2;

  static final int ABS_CAPTURE_TIME_BYTES = 8;
  static final int PLAYOUT_DELAY_BYTES = 3;

  private static final int MAX_VALUE_BYTES = 16;
  private static final int ELEMENT_HEADER_BYTES = 1;

  private int free = 20;

  /**
   * Reserves the bytes of an element. Returns {@code id}, or 0 if it is 0 or there is no room left.
   */
  int take(int id, int valueBytes) {
    int bytes = ELEMENT_HEADER_BYTES + valueBytes;
    if (id == 0 || valueBytes > MAX_VALUE_BYTES || bytes > free) {
      return 0;
    }
    free -= bytes;
    return id;
  }
}
