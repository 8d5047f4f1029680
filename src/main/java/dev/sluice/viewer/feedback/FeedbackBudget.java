package dev.sluice.viewer.feedback;

/**
 * Limits the packets that the feedback of one viewer may name (NACK, transport-wide feedback), so
 * that a viewer cannot occupy the thread that sends to all viewers of its shard. The limit grows
 * with the packets sent.
 *
 * <p>A browser reports each packet once, and asks for a lost one ten times at most. With half of
 * all packets lost that makes seven for each packet sent.
 */
final class FeedbackBudget {
  private static final long PER_SENT_PACKET = 8;

  /** Two of the largest transport-wide feedbacks. */
  static final long BURST = 8192;

  private long left = BURST;
  private long earnedFor;

  /**
   * Grows with the packets sent since the last call.
   *
   * @param packetsSent to the viewer so far
   */
  void earn(long packetsSent) {
    // A full socket may take packets back: the count then falls.
    long more = Math.max(0, packetsSent - earnedFor);
    earnedFor += more;
    left = Math.min(BURST, left + more * PER_SENT_PACKET);
  }

  /** Whether feedback that names so many packets may be processed; if so, it is charged. */
  boolean take(int packets) {
    if (packets > left) {
      return false;
    }
    left -= packets;
    return true;
  }
}
