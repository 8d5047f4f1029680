package dev.sluice.bench.fresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.report.Figure;
import dev.sluice.bench.report.Figure.Verdict;
import dev.sluice.bench.server.Startup;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshReportTest {
  private final FreshReport report = new FreshReport();

  private Figure figure(String name) {
    return report.figures().stream()
        .filter(one -> one.name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void marksEachFigure() {
    report.add(Examples.fresh("sluice", 350, 250, 200));
    report.add(Examples.fresh("peer", 600, 600, 600));
    report.add(Examples.fresh("MediaMTX", 500, 500, 500));
    report.addStartOnAllCores(new Startup(0.9, 1_000_000_000, 100L << 20));
    report.idle(300, 130L << 20);
    assertEquals("1.50 x; peer 1.00; MediaMTX 1.00", figure("CPU of the first 10 s").measured());
    assertEquals(Verdict.MUST, figure("CPU of the first 10 s").verdict());
    assertEquals("1/2.00", figure("the same against the peer").measured());
    assertEquals(Verdict.MUST, figure("the same against the peer").verdict());
    assertEquals(Verdict.GOAL, figure("delay").verdict());
    assertEquals(Verdict.MISSED, figure("set-up").verdict());
    assertEquals(Verdict.MUST, figure("CPU before").verdict());
    assertEquals(Verdict.MISSED, figure("the same on all cores").verdict());
    assertEquals(Verdict.MISSED, figure("the same after 300 idle seconds").verdict());
    assertEquals("Packets lost: MediaMTX 3, peer 3, sluice 3.", report.lost());
  }

  @Test
  void theCurveHasARowForEachSpan() {
    report.add(Examples.fresh("sluice", 350, 250, 200));
    report.add(Examples.fresh("sluice", 450, 250, 200));
    report.add(Examples.fresh("sluice", 400, 250, 200));
    List<String> rows = report.curve().lines().toList();
    assertEquals(5, rows.size());
    assertTrue(rows.get(2).startsWith("| to 5 | 400 ms/s, 8.0"), rows.get(2));
    assertTrue(rows.get(4).startsWith("| to 15 | 200 ms/s"), rows.get(4));
  }

  @Test
  void aRunWithoutResultsHasNoMarks() {
    assertTrue(report.figures().stream().allMatch(one -> one.verdict() == Verdict.UNKNOWN));
    assertFalse(report.line().contains("NaN"));
    assertFalse(report.curve().isEmpty());
  }
}
