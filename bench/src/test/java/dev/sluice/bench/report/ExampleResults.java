package dev.sluice.bench.report;

import dev.sluice.bench.viewer.SwarmCounters;
import org.HdrHistogram.Histogram;

/** Results of invented runs. */
final class ExampleResults {
  static final int CROWD = 100;
  private static final int PACKETS_EACH = 1500;
  private static final long SECOND = 1_000_000_000;

  private ExampleResults() {}

  static Results empty() {
    Machine machine = new Machine("now", "a <processor>", 2, "Linux & more", "25", "0.5");
    return new Results("quick", CROWD, machine);
  }

  /** A complete run of three rounds; the peer takes four times as much CPU. */
  static Results whole() {
    Results results = empty();
    for (int round = 1; round <= 3; round++) {
      for (int viewers : new int[] {1, CROWD}) {
        results.holds().add(hold("sluice", viewers, 5 + round * 0.1, 0.9, 0));
        results.holds().add(hold("peer", viewers, 20 + round * 0.4, 40, 0));
      }
      results.costs().add(new ViewerCost("sluice", 99, 1.5));
      results.costs().add(new ViewerCost("peer", 99, 7));
      results.memory().add(new MemoryResult("peer", round, 1, 20 << 20));
      results.memory().add(new MemoryResult("peer", round, 100, (20 << 20) + 99 * (2 << 20)));
      results.floors().add(new FloorResult(CROWD, 90_000, 0, 1000, 2.5));
    }
    for (int viewers : new int[] {1, 100, 250, 500}) {
      results.scale().add(hold("sluice", viewers, 5, 2, 0));
      results.memory().add(new MemoryResult("sluice", 0, viewers, (80L << 20) + viewers * 65_536L));
    }
    for (String subject : new String[] {"sluice", "peer"}) {
      results.warmUps().add(new WarmUpResult(subject, 2000, 0, 9, 5));
      for (int i = 0; i < 20; i++) {
        results.joins().add(new JoinResult(subject, 2, 5 + i, 1));
        results.joins().add(new JoinResult(subject, 10, 6 + i, 1));
      }
    }
    results.idleHiccupNanos().recordValue(100_000);
    results.pusherLatenessNanos().recordValue(100_000);
    results.took(230);
    return results;
  }

  /** A span of five seconds. */
  static HoldResult hold(
      String subject, int viewers, double microsPerPacket, double delayMillis, long missing) {
    long packets = (long) viewers * PACKETS_EACH;
    Histogram delay = new Histogram(3);
    for (int i = 0; i < 150 * viewers; i++) {
      delay.recordValue((long) (delayMillis * 1e6));
    }
    return new HoldResult(
        subject,
        viewers,
        5,
        new SwarmCounters.Totals(packets, packets * 1000, 0, 0, 0, packets / 64, 0, 0),
        (long) (microsPerPacket * 1e3 * packets),
        SECOND,
        packets * 50,
        missing,
        delay);
  }
}
