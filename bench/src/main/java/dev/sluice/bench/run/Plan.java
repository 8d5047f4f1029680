package dev.sluice.bench.run;

import dev.sluice.bench.viewer.ViewerKind;
import java.util.Collections;
import java.util.List;

/**
 * The extent of a run.
 *
 * @param rounds interleaved repetitions for all servers
 * @param viewers number of viewers of the crowd in the rounds
 * @param scale numbers of viewers for the growth of CPU, in order
 * @param joins viewers that join at random moments, per server and stream
 * @param spans durations
 * @param kind properties of the viewers
 */
record Plan(
    String name,
    int rounds,
    int viewers,
    List<Integer> scale,
    int joins,
    Spans spans,
    ViewerKind kind) {
  /** The usual plan. */
  static final String QUICK = "quick";

  private static final String FULL = "full";
  private static final String SMOKE = "smoke";

  /** Names on the command line. */
  static final List<String> NAMES = List.of(QUICK, FULL, SMOKE);

  private static final int LONGEST_GOP_SECONDS = 10;
  private static final int LEAST_MATERIAL_SECONDS = 66;
  private static final List<Integer> FULL_SCALE =
      List.of(1, 25, 50, 100, 200, 300, 400, 500, 700, 900, 1200);

  /** The plan of that name. */
  static Plan named(String name, ViewerKind kind) {
    Plan plan =
        switch (name) {
          case FULL -> full();
          case SMOKE -> smoke();
          default -> quick();
        };
    return plan.with(kind);
  }

  /** A plan that tests the harness; its figures mean nothing. */
  private static Plan smoke() {
    return new Plan(SMOKE, 1, 5, List.of(1, 3, 6), 3, Spans.smoke(), ViewerKind.PLAIN);
  }

  private static Plan quick() {
    // Up and down, so that a slower minute of the machine does not bend the line.
    List<Integer> scale = List.of(1, 100, 250, 500, 250, 100);
    return new Plan(QUICK, 3, 100, scale, 20, Spans.quick(), ViewerKind.PLAIN);
  }

  private static Plan full() {
    return new Plan(FULL, 5, 100, FULL_SCALE, 60, Spans.full(), ViewerKind.PLAIN);
  }

  private Plan with(ViewerKind other) {
    return new Plan(name + other.suffix(), rounds, viewers, scale, joins, spans, other);
  }

  double warmUpSeconds() {
    return spans.warm();
  }

  /** Seconds for one server in one round. */
  double roundSeconds() {
    double crowdComes = viewers / spans.perSecond();
    double hold = spans.hold() + spans.grace() + spans.collected();
    double before = Math.max(spans.known(), spans.firstPictures() + crowdComes + spans.settle());
    return before + hold + spans.after() + hold + crowdComes / 2 + spans.after();
  }

  /** Seconds for the C reference in one round. */
  double floorSeconds() {
    return spans.floorWarm() + spans.floor() + spans.grace();
  }

  /**
   * Seconds for the joins at one server; at the peer the last ones wait for the next key picture.
   */
  double joinSeconds() {
    return spans.firstPictures()
        + Math.ceil(spans.joining() / LONGEST_GOP_SECONDS) * LONGEST_GOP_SECONDS;
  }

  double growthSeconds() {
    double step = spans.settle() + spans.growthHold() + spans.grace() + spans.collected();
    return spans.known() + scale.size() * step + Collections.max(scale) / spans.perSecond();
  }

  /** Planned seconds of the whole run with this number of servers. */
  double seconds(int servers) {
    return spans.practice()
        + warmUpSeconds()
        + rounds * (servers * roundSeconds() + floorSeconds())
        + servers * joinSeconds()
        + growthSeconds();
  }

  /** Length of the material: enough for every part of this plan, also with a slow server. */
  int materialSeconds() {
    double longest =
        Math.max(
            Math.max(warmUpSeconds(), roundSeconds()), Math.max(joinSeconds(), growthSeconds()));
    return (int) Math.max(LEAST_MATERIAL_SECONDS, Math.ceil(1.3 * longest) + LONGEST_GOP_SECONDS);
  }
}
