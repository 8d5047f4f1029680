package dev.sluice.rtc.srtp;

import java.util.random.RandomGenerator;

/**
 * Counts the packets of one SSRC by their 48-bit index: 32 bits of roll-over counter above 16 bits
 * of sequence number (RFC 3711 section 3.3.1).
 *
 * <p>The first sequence number lies in 0..32767, so that a receiver whose first packets are lost
 * cannot guess the roll-over counter wrong.
 */
public final class PacketIndex {
  private static final int FIRST_BOUND = 1 << 15;

  private final long first;
  private long next;

  /**
   * @param firstSequence sequence number of the first packet, 0..32767
   */
  public PacketIndex(int firstSequence) {
    if (firstSequence < 0 || firstSequence >= FIRST_BOUND) {
      throw new IllegalArgumentException(
          "the first sequence number must lie in 0..32767, not " + firstSequence);
    }
    this.first = firstSequence;
    this.next = firstSequence;
  }

  /** A counter that starts anywhere in 0..32767. */
  public static PacketIndex random(RandomGenerator random) {
    return new PacketIndex(random.nextInt(FIRST_BOUND));
  }

  /** The index of the next packet; the one after it is one higher. */
  public long next() {
    return next++;
  }

  /** Counts packets whose indexes were taken as {@link #peek} and those above it. */
  public void advance(int packets) {
    next += packets;
  }

  /** Forgets the newest so many, none of which was seen by anybody. */
  public void takeBack(int packets) {
    if (packets > count()) {
      throw new IllegalArgumentException(packets + " of " + count() + " cannot be taken back");
    }
    next -= packets;
  }

  /** What {@link #next} will return. */
  public long peek() {
    return next;
  }

  /** Count of packets so far. */
  public long count() {
    return next - first;
  }

  /**
   * The newest index given out that has this sequence number, as a NACK names it.
   *
   * @param sequence 0..65535
   * @return the index, or -1 when none has been given out
   */
  public long newestWith(int sequence) {
    long last = next - 1;
    long index = last - ((last - sequence) & 0xFFFF);
    return index >= first ? index : -1;
  }

  /** The 16 bits that stand in the RTP header. */
  public static int sequence(long index48) {
    return (int) index48 & 0xFFFF;
  }
}
