package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.report.Figure.Verdict;
import dev.sluice.bench.viewer.SwarmCounters;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static Figure figure(Results results, String beginning) {
    List<Figure> found =
        Figures.of(results).stream().filter(one -> one.name().startsWith(beginning)).toList();
    assertEquals(1, found.size(), beginning);
    return found.getFirst();
  }

  @Test
  void verdicts() {
    assertEquals(Verdict.GOAL, Verdict.atMost(1, 2, 1));
    assertEquals(Verdict.MUST, Verdict.atMost(1.01, 2, 1));
    assertEquals(Verdict.MUST, Verdict.atMost(2, 2, 1));
    assertEquals(Verdict.MISSED, Verdict.atMost(2.01, 2, 1));
    assertEquals(Verdict.UNKNOWN, Verdict.atMost(Double.NaN, 2, 1));
    assertEquals(Verdict.MUST, Verdict.GOAL.and(Verdict.MUST));
    assertEquals(Verdict.MISSED, Verdict.MISSED.and(Verdict.GOAL));
  }

  @Test
  void ratiosAreOfMedians() {
    Results results = ExampleResults.whole();
    Figure peer = figure(results, "CPU per packet, 100");
    assertTrue(
        peer.measured().startsWith("1/4.00: 5.20 us (5.10–5.30), peer 20.8"), peer.measured());
    assertEquals(Verdict.MISSED, peer.verdict());
    Figure floor = figure(results, "the same against the C");
    assertTrue(floor.measured().startsWith("2.08x"), floor.measured());
    assertEquals(Verdict.MISSED, floor.verdict());
  }

  @Test
  void aVoidSpanDoesNotCount() {
    Results results = ExampleResults.whole();
    results.holds().add(ExampleResults.hold("sluice", 100, 0.1, 1, 1));
    assertTrue(figure(results, "CPU per packet, 100").measured().startsWith("1/4.00"));
    assertEquals(1, results.voidHolds());
    assertTrue(TextReport.table(results, Figures.of(results)).contains("1 of 13 spans are void"));
  }

  @Test
  void whatMakesASpanVoid() {
    assertTrue(valid(1_000_000, 1, 0, 0, 0, 0));
    assertEquals(false, valid(999_999, 1, 0, 0, 0, 0));
    assertEquals(false, valid(1_000_000, 0, 1, 0, 0, 0));
    assertEquals(false, valid(1_000_000, 0, 0, 1, 0, 0));
    assertEquals(false, valid(1_000_000, 0, 0, 0, 1, 0));
    assertEquals(false, valid(1_000_000, 0, 0, 0, 0, 1));
    assertEquals(false, valid(0, 0, 0, 0, 0, 0));
  }

  private static boolean valid(
      long packets, long lost, long faulty, long forged, long strange, long missing) {
    SwarmCounters.Totals totals =
        new SwarmCounters.Totals(packets, 0, lost, 0, faulty, 0, forged, strange);
    return new HoldResult("sluice", 1, 5, totals, 1, 1, 1, missing, new Histogram(3)).valid();
  }

  @Test
  void growthIsALine() {
    Results results = ExampleResults.whole();
    Figure growth = figure(results, "growth");
    assertTrue(
        growth.measured().startsWith("R2 1.0000 over 1 to 500 viewers, 1.50 ms"),
        growth.measured());
    assertEquals(Verdict.GOAL, growth.verdict());
    results.scale().add(ExampleResults.hold("sluice", 700, 9, 2, 0));
    assertEquals(Verdict.MISSED, figure(results, "growth").verdict());
  }

  @Test
  void aMachineThatGetsSlowerBendsNoLineThatIsMeasuredUpAndDown() {
    Results results = ExampleResults.empty();
    int[] viewers = {100, 250, 500, 250, 100};
    double[] microsPerPacket = {4, 4.5, 5, 5.5, 6};
    for (int i = 0; i < viewers.length; i++) {
      results.scale().add(ExampleResults.hold("sluice", viewers[i], microsPerPacket[i], 2, 0));
    }
    Figure growth = figure(results, "growth");
    assertTrue(
        growth.measured().startsWith("R2 1.0000 over 100 to 500 viewers"), growth.measured());
  }

  @Test
  void memoryIsTheMedianOfTheSteps() {
    Figure memory = figure(ExampleResults.whole(), "memory");
    assertEquals(
        "64.0 KiB (64.0–64.0) over 1 to 500 viewers, peer 2048 KiB (2048–2048) over 1 to 100",
        memory.measured());
    assertEquals(Verdict.GOAL, memory.verdict());
  }

  /** 22 MB came back between 100 and 250 viewers: the slope of a line would be -5 KiB. */
  @Test
  void whatIsGivenBackOnceIsNotTakenOffTheViewers() {
    Results results = ExampleResults.empty();
    int[] viewers = {1, 100, 250, 500, 250, 100};
    for (int i = 0; i < viewers.length; i++) {
      long others = i < 2 ? 22L << 20 : 0;
      long bytes = (270L << 20) + others + viewers[i] * 36_864L;
      results.memory().add(new MemoryResult("sluice", 0, viewers[i], bytes));
    }
    Figure memory = figure(results, "memory");
    assertTrue(memory.measured().startsWith("36.0 KiB (-114–36.0) over 1"), memory.measured());
  }

  @Test
  void delayNeedsBothPercentiles() {
    Figure delay = figure(ExampleResults.whole(), "frame delay, 1 viewer,");
    assertEquals(Verdict.MUST, delay.verdict());
    assertTrue(delay.measured().contains("peer 40"), delay.measured());
  }

  @Test
  void joinsNeedMedianAndWorst() {
    // 5..24 ms: the median is above the goal, the worst below.
    Figure join = figure(ExampleResults.whole(), "POST to first whole key picture, GOP 2 s");
    assertTrue(join.measured().startsWith("14.5 / 24.0 ms of 20"), join.measured());
    assertEquals(Verdict.MUST, join.verdict());
  }

  @Test
  void theMostViewersWithoutLoss() {
    Results results = ExampleResults.whole();
    assertEquals(Verdict.MUST, figure(results, "viewers on one core").verdict());
    assertTrue(figure(results, "viewers on one core").measured().startsWith("at least 500"));
    results.scale().add(ExampleResults.hold("sluice", 700, 9, 2, 3));
    assertTrue(figure(results, "viewers on one core").measured().startsWith("500:"));
  }

  @Test
  void nothingMeasuredIsNothingMet() {
    for (Figure figure : Figures.of(ExampleResults.empty())) {
      assertEquals(Verdict.UNKNOWN, figure.verdict(), figure.name());
    }
  }
}
