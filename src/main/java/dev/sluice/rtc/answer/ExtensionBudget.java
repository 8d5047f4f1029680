package dev.sluice.rtc.answer;

/**
 * Room for the header extensions of a packet, as one-byte elements (RFC 8285 section 4.2): 24 bytes
 * with the block's own header, which payloads leave free in a datagram of 1200 bytes.
 */
final class ExtensionBudget {
  /** Sizes of values. */
  static final int TRANSPORT_CC_BYTES = 2;

  static final int ABS_CAPTURE_TIME_BYTES = 8;
  static final int PLAYOUT_DELAY_BYTES = 3;

  private static final int MOST_VALUE_BYTES = 16;
  private static final int ELEMENT_HEADER_BYTES = 1;

  private int free = 20;

  /** The id again when there is room for its element, which is taken; else 0. */
  int take(int id, int valueBytes) {
    int bytes = ELEMENT_HEADER_BYTES + valueBytes;
    if (id == 0 || valueBytes > MOST_VALUE_BYTES || bytes > free) {
      return 0;
    }
    free -= bytes;
    return id;
  }
}
