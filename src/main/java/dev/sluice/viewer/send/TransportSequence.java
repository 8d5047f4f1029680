package dev.sluice.viewer.send;

/**
 * Numbers the packets of one viewer over all its SSRCs, and remembers the newest of them
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 2).
 */
public final class TransportSequence {
  /** No packet with that number is remembered for a retransmission. */
  static final long UNKNOWN = -1;

  /** Flag of a retransmission, above any index of 48 bits. */
  private static final long AGAIN = 1L << 62;

  /** A power of two; one or two seconds of video. */
  private static final int KEPT = 512;

  private final long[] sent = new long[KEPT];
  private long next;

  /** Number of the packet after {@code ahead} others, 0..65535. */
  int peek(int ahead) {
    return (int) (next + ahead) & 0xFFFF;
  }

  /** Numbers packets that were sent for the first time, from this packet index on. */
  void sent(long index48, int packets) {
    for (int i = 0; i < packets; i++) {
      sent[(int) next++ & KEPT - 1] = index48 + i;
    }
  }

  /** Numbers packets that are never retransmitted. */
  void sentOnce(int packets) {
    for (int i = 0; i < packets; i++) {
      sent[(int) next++ & KEPT - 1] = UNKNOWN;
    }
  }

  /** Takes back the newest numbers, to be used again: the socket refused their packets. */
  void takeBack(int packets) {
    for (int i = 0; i < packets; i++) {
      sent[(int) --next & KEPT - 1] = UNKNOWN;
    }
  }

  /** Numbers the retransmission of the packet with this index. */
  void sentAgain(long index48) {
    sent[(int) next++ & KEPT - 1] = index48 | AGAIN;
  }

  /** The packet with that number, to be read by the methods below, or {@link #UNKNOWN}. */
  long at(int sequence) {
    long number = next - 1 - (next - 1 - sequence & 0xFFFF);
    return number < 0 || next - number > KEPT ? UNKNOWN : sent[(int) number & KEPT - 1];
  }

  static long index48(long packet) {
    return packet & ~AGAIN;
  }

  static boolean again(long packet) {
    return (packet & AGAIN) != 0;
  }
}
