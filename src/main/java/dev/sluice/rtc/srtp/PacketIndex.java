package dev.sluice.rtc.srtp;

import java.util.random.RandomGenerator;

/**
 * Assigns the 48-bit packet indexes of one SSRC: a 32-bit roll-over counter, then the 16-bit
 * sequence number (RFC 3711 section 3.3.1).
 *
 * <p>The first sequence number lies in 0..32767, so that a receiver that lost the first packets
 * cannot guess a wrong roll-over counter.
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

  /** Starts at a random sequence number in 0..32767. */
  public static PacketIndex random(RandomGenerator random) {
    return new PacketIndex(random.nextInt(FIRST_BOUND));
  }

  /** Assigns the next index. */
  public long next() {
    return next++;
  }

  /** Assigns {@code packets} indexes, from {@link #peek} on. */
  public void advance(int packets) {
    next += packets;
  }

  /** Takes back the newest {@code packets} indexes. None of them may have been sent. */
  public void takeBack(int packets) {
    if (packets > count()) {
      throw new IllegalArgumentException(
          packets + " of " + count() + " indexes cannot be taken back");
    }
    next -= packets;
  }

  /** The next index, without assigning it. */
  public long peek() {
    return next;
  }

  /** Count of indexes assigned. */
  public long count() {
    return next - first;
  }

  /**
   * The newest assigned index with a sequence number, such as one named by a NACK.
   *
   * @param sequence 0..65535
   * @return the index, or -1 if none was assigned
   */
  public long newestWith(int sequence) {
    long last = next - 1;
    long index = last - ((last - sequence) & 0xFFFF);
    return index >= first ? index : -1;
  }

  /** The sequence number of an index, as in the RTP header. */
  public static int sequence(long index48) {
    return (int) index48 & 0xFFFF;
  }
}
