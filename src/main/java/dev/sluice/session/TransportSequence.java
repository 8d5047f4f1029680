package dev.sluice.session;

/**
 * Counts the packets of one viewer over all its SSRCs
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 2).
 */
final class TransportSequence {
  private int next;

  /** The number of the packet that follows after {@code ahead} others, 0..65535. */
  int peek(int ahead) {
    return next + ahead & 0xFFFF;
  }

  /** So many have left. */
  void advance(int packets) {
    next += packets;
  }
}
