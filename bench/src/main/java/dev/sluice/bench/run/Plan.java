package dev.sluice.bench.run;

import java.util.List;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param warmSeconds how long a crowd watches before anything is measured
 * @param rounds interleaved repetitions of all subjects
 * @param viewers of the crowd in the rounds
 * @param rampPerSecond viewers that come per second
 * @param settleSeconds how long a crowd watches before it is measured
 * @param holdSeconds how long it is measured
 * @param floorSeconds how long the C reference is measured
 * @param scale counts of viewers for the growth of CPU
 * @param joins viewers that come at random moments, for each server and stream
 * @param gro whether viewers let the kernel merge datagrams
 */
record Plan(
    String name,
    int warmSeconds,
    int rounds,
    int viewers,
    double rampPerSecond,
    int settleSeconds,
    int holdSeconds,
    int floorSeconds,
    List<Integer> scale,
    int joins,
    boolean gro) {
  /** Quick, if nothing else is asked for. */
  static Plan named(Set<String> words) {
    return words.contains("full") ? full() : words.contains("smoke") ? smoke() : quick();
  }

  /** Shows that everything works; its figures mean nothing. */
  private static Plan smoke() {
    return new Plan("smoke", 2, 1, 5, 5, 1, 2, 1, List.of(1, 3, 6), 3, false);
  }

  private static Plan quick() {
    return new Plan("quick", 25, 3, 100, 50, 2, 5, 3, List.of(1, 100, 250, 500), 20, false);
  }

  private static Plan full() {
    return new Plan(
        "full",
        60,
        5,
        100,
        50,
        10,
        15,
        5,
        List.of(1, 25, 50, 100, 200, 300, 400, 500, 700, 900, 1200),
        60,
        false);
  }

  Plan withGro() {
    return new Plan(
        name + " with GRO",
        warmSeconds,
        rounds,
        viewers,
        rampPerSecond,
        settleSeconds,
        holdSeconds,
        floorSeconds,
        scale,
        joins,
        true);
  }

  /** Long enough for every stretch of this plan. */
  int materialSeconds() {
    int round = 20 + 2 * (settleSeconds + 2 * holdSeconds) + (int) (2 * viewers / rampPerSecond);
    int growth =
        20
            + scale.size() * (2 + holdSeconds + settleSeconds / 2)
            + (int) (scale.getLast() / rampPerSecond);
    return Math.max(20 + warmSeconds, Math.max(60, Math.max(round, growth)));
  }
}
