package dev.sluice.bench.fresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.report.Figure.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsReportTest {
  private final StreamsReport report = new StreamsReport();

  private void add(String subject, int streams, double cpuMillis, int mebibytes) {
    long bytes = (long) streams * mebibytes << 20;
    Slice slice = Examples.slice(cpuMillis * streams, 2, 0);
    report.add(new StreamsResult(subject, streams, slice, bytes));
  }

  @Test
  void marksCpuAndMemoryOfThirtyStreams() {
    add("sluice", 1, 6, 9);
    add("peer", 1, 18, 7);
    add("sluice", 30, 3, 9);
    add("peer", 30, 15, 5);
    assertEquals("3.00 ms; peer 15.0", report.figures().get(0).measured());
    assertEquals(Verdict.MUST, report.figures().get(0).verdict());
    assertEquals(Verdict.MISSED, report.figures().get(1).verdict());
    assertEquals("1/3.00", report.figures().get(2).measured());
    assertEquals(Verdict.MUST, report.figures().get(2).verdict());
  }

  @Test
  void hasARowForEachStepThatWasMeasured() {
    add("sluice", 1, 6, 9);
    add("peer", 1, 18, 7);
    add("sluice", 30, 3, 9);
    List<String> rows = report.steps().lines().toList();
    assertEquals(5, rows.size());
    assertTrue(rows.get(4).startsWith("| 30 | sluice | 3.00 ms | 9.00 MiB | 2.0"), rows.get(4));
  }

  @Test
  void marksTheShareOfACoreAndTheLossOfTwoHundredStreams() {
    add("sluice", 200, 2, 4);
    add("peer", 200, 4, 4);
    assertEquals("40.0 %, 0 lost; peer 80.0", report.figures().get(3).measured());
    assertEquals(Verdict.GOAL, report.figures().get(3).verdict());
  }

  @Test
  void lossOfTwoHundredStreamsMissesTheMark() {
    report.add(new StreamsResult("sluice", 200, Examples.slice(400, 2, 1), 0));
    assertEquals(Verdict.MISSED, report.figures().get(3).verdict());
  }

  @Test
  void aRunWithoutResultsHasNoMarks() {
    assertTrue(report.figures().stream().allMatch(one -> one.verdict() == Verdict.UNKNOWN));
  }
}
