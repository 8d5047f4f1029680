package dev.sluice.bench.viewer;

import java.util.concurrent.atomic.LongAdder;

/** Reception counters of all viewers of a swarm. */
public final class SwarmCounters {
  private final LongAdder packets = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder faulty = new LongAdder();
  private final LongAdder opened = new LongAdder();
  private final LongAdder forged = new LongAdder();
  private final LongAdder strange = new LongAdder();

  void packet(int length) {
    packets.increment();
    bytes.add(length);
  }

  void lost(long count) {
    lost.add(count);
  }

  void late(long count) {
    late.add(count);
  }

  void faulty(long count) {
    faulty.add(count);
  }

  void opened() {
    opened.increment();
  }

  void forged() {
    forged.increment();
  }

  void strange() {
    strange.increment();
  }

  /** The present values. */
  public Totals totals() {
    return new Totals(
        packets.sum(),
        bytes.sum(),
        lost.sum(),
        late.sum(),
        faulty.sum(),
        opened.sum(),
        forged.sum(),
        strange.sum());
  }

  /**
   * Sums over all viewers.
   *
   * @param packets RTP packets received
   * @param bytes in these, headers and tags included
   * @param lost skipped sequence numbers
   * @param late packets out of order or repeated
   * @param faulty packets whose timestamp went back or whose SSRC changed
   * @param opened packets decrypted as a sample
   * @param forged samples that were not authentic
   * @param strange samples and pictures that differ from the material
   */
  public record Totals(
      long packets,
      long bytes,
      long lost,
      long late,
      long faulty,
      long opened,
      long forged,
      long strange) {
    /** The difference to an earlier moment. */
    public Totals since(Totals earlier) {
      return new Totals(
          packets - earlier.packets,
          bytes - earlier.bytes,
          lost - earlier.lost,
          late - earlier.late,
          faulty - earlier.faulty,
          opened - earlier.opened,
          forged - earlier.forged,
          strange - earlier.strange);
    }

    /** The sum of two spans. */
    public Totals and(Totals other) {
      return new Totals(
          packets + other.packets,
          bytes + other.bytes,
          lost + other.lost,
          late + other.late,
          faulty + other.faulty,
          opened + other.opened,
          forged + other.forged,
          strange + other.strange);
    }

    /** True if everything was received and correct; loss up to one in a million is tolerated. */
    public boolean clean() {
      return lost + late <= packets / 1_000_000 && faulty == 0 && forged == 0 && strange == 0;
    }
  }
}
