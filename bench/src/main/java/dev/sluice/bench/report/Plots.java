package dev.sluice.bench.report;

import dev.sluice.bench.report.Plot.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The plots of a run's results, by title. */
final class Plots {
  private static final String FLOOR = "floor";

  private final Results results;

  private Plots(Results results) {
    this.results = results;
  }

  static Map<String, Plot> of(Results results) {
    Plots plots = new Plots(results);
    Map<String, Plot> all = new LinkedHashMap<>();
    List<FloorResult> floors = results.floors();
    all.put(
        "CPU per packet",
        plots
            .cost("us of CPU per packet and viewer", HoldResult::cpuMicrosPerPacket)
            .add(
                "C reference",
                FLOOR,
                Mark.POINTS,
                floors.stream().mapToDouble(FloorResult::viewers).toArray(),
                floors.stream().mapToDouble(FloorResult::cpuMicrosPerPacket).toArray()));
    all.put(
        "CPU per viewer-second",
        plots.cost("ms of CPU per second and viewer", HoldResult::cpuMillisPerViewerSecond));
    all.put("Frame delay, 1 viewer", plots.percentiles(1));
    all.put(
        "Frame delay, %d viewers, all of them".formatted(results.crowd()),
        plots.percentiles(results.crowd()));
    all.put("From POST to the first whole key picture, one every 2 s", plots.joins(2));
    all.put("From POST to the first whole key picture, one every 10 s", plots.joins(10));
    return all;
  }

  private Plot cost(String unit, ToDoubleFunction<HoldResult> figure) {
    Plot plot = new Plot(Axis.logarithmic("viewers"), Axis.logarithmic(unit));
    List<HoldResult> scale = results.scale();
    plot.add("sluice, growing", "sluice", Mark.LINE, viewers(scale), values(scale, figure));
    for (String subject : results.subjects()) {
      List<HoldResult> holds = of(subject);
      double[] ends = {1, results.crowd()};
      double[] medians =
          IntStream.of(1, results.crowd())
              .mapToDouble(viewers -> results.hold(subject, viewers, figure).median())
              .toArray();
      if (!subject.equals("sluice")) {
        plot.add(subject + ", medians", subject, Mark.DASHES, ends, medians);
      }
      plot.add(subject + ", rounds", subject, Mark.POINTS, viewers(holds), values(holds, figure));
    }
    return plot;
  }

  private Plot percentiles(int viewers) {
    Plot plot = new Plot(Axis.percentiles("of all pictures"), Axis.logarithmic("ms at most"));
    for (String subject : results.subjects()) {
      Histogram all = new Histogram(3);
      of(subject).stream()
          .filter(hold -> hold.viewers() == viewers)
          .forEach(hold -> all.add(hold.delayNanos()));
      double[] oneOf =
          IntStream.range(0, steps(all)).mapToDouble(step -> Math.pow(2, step + 1)).toArray();
      double[] millis = new double[oneOf.length];
      for (int i = 0; i < oneOf.length; i++) {
        millis[i] = all.getValueAtPercentile(100 - 100 / oneOf[i]) / 1e6;
      }
      plot.add(subject, subject, Mark.LINE, oneOf, millis);
    }
    return plot;
  }

  /** The percentiles for which there are enough pictures. */
  private static int steps(Histogram delays) {
    long count = delays.getTotalCount();
    return count < 2 ? 0 : 63 - Long.numberOfLeadingZeros(count);
  }

  private Plot joins(int gopSeconds) {
    Plot plot = new Plot(Axis.linear("viewers, the fastest first"), Axis.logarithmic("ms"));
    for (String subject : results.subjects()) {
      double[] millis = results.join(subject, gopSeconds, JoinResult::keyPictureMillis).values();
      double[] rank = IntStream.rangeClosed(1, millis.length).asDoubleStream().toArray();
      plot.add(subject, subject, Mark.LINE, rank, millis);
    }
    return plot;
  }

  private List<HoldResult> of(String subject) {
    return results.holds().stream()
        .filter(HoldResult::valid)
        .filter(hold -> hold.subject().equals(subject))
        .toList();
  }

  private static double[] viewers(List<HoldResult> holds) {
    return values(holds, HoldResult::viewers);
  }

  private static double[] values(List<HoldResult> holds, ToDoubleFunction<HoldResult> figure) {
    return holds.stream().mapToDouble(figure).toArray();
  }
}
