package dev.sluice.viewer.send;

/**
 * Counts the packets of one viewer over all its SSRCs, and keeps what the newest of them were
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 2).
 */
public final class TransportSequence {
  /** There was no such packet, or it is too long ago. */
  static final long UNKNOWN = -1;

  /** Set where the packet was sent again, above any index of 48 bits. */
  private static final long AGAIN = 1L << 62;

  /** A power of two: a second or two of video. */
  private static final int KEPT = 512;

  private final long[] sent = new long[KEPT];
  private long next;

  /** The number of the packet that follows after {@code ahead} others, 0..65535. */
  int peek(int ahead) {
    return (int) (next + ahead) & 0xFFFF;
  }

  /** Packets have left for the first time, from this media index on. */
  void sent(long index48, int packets) {
    for (int i = 0; i < packets; i++) {
      sent[(int) next++ & KEPT - 1] = index48 + i;
    }
  }

  /** The newest of these have not left after all: their numbers are used again. */
  void takeBack(int packets) {
    for (int i = 0; i < packets; i++) {
      sent[(int) --next & KEPT - 1] = UNKNOWN;
    }
  }

  /** A packet of this media index has left again. */
  void sentAgain(long index48) {
    sent[(int) next++ & KEPT - 1] = index48 | AGAIN;
  }

  /** What had that number, for the two readers below, or {@link #UNKNOWN}. */
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
