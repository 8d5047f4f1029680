package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** All measurements of a run. */
public final class Results {
  private final String plan;
  private final int crowd;
  private final Machine machine;
  private final List<HoldResult> holds = new ArrayList<>();
  private final List<HoldResult> scale = new ArrayList<>();
  private final List<ViewerCost> costs = new ArrayList<>();
  private final List<WarmUpResult> warmUps = new ArrayList<>();
  private final List<MemoryResult> memory = new ArrayList<>();
  private final List<FloorResult> floors = new ArrayList<>();
  private final List<JoinResult> joins = new ArrayList<>();
  private final Histogram idleHiccupNanos = new Histogram(3);
  private final Histogram pusherLatenessNanos = new Histogram(3);
  private double seconds;

  /**
   * Creates empty results.
   *
   * @param crowd number of viewers in the rounds, besides the single one
   */
  public Results(String plan, int crowd, Machine machine) {
    this.plan = plan;
    this.crowd = crowd;
    this.machine = machine;
  }

  /** Name of the plan. */
  public String plan() {
    return plan;
  }

  /** Number of viewers in the rounds, besides the single one. */
  public int crowd() {
    return crowd;
  }

  /** The machine. */
  public Machine machine() {
    return machine;
  }

  /** The interleaved rounds. */
  public List<HoldResult> holds() {
    return holds;
  }

  /** Spans of the growth measurement: one server process with a changing number of viewers. */
  public List<HoldResult> scale() {
    return scale;
  }

  /** The warm-up of each server. */
  public List<WarmUpResult> warmUps() {
    return warmUps;
  }

  /** Memory at several numbers of viewers. */
  public List<MemoryResult> memory() {
    return memory;
  }

  /** Set-up cost of viewers. */
  public List<ViewerCost> costs() {
    return costs;
  }

  /** Rounds of the C reference. */
  public List<FloorResult> floors() {
    return floors;
  }

  /** Joins at random moments. */
  public List<JoinResult> joins() {
    return joins;
  }

  /** Wake-up lateness of the idle harness core: noise of the machine. */
  public Histogram idleHiccupNanos() {
    return idleHiccupNanos;
  }

  /** Lateness of the pusher in all rounds: noise of the harness in every delay. */
  public Histogram pusherLatenessNanos() {
    return pusherLatenessNanos;
  }

  /** Duration of the run. */
  public double seconds() {
    return seconds;
  }

  /** Sets the duration of the run. */
  public void took(double took) {
    seconds = took;
  }

  /** A figure of the interleaved rounds, one value per valid span. */
  public Spread hold(String subject, int viewers, ToDoubleFunction<HoldResult> figure) {
    return new Spread(
        holds.stream()
            .filter(hold -> hold.subject().equals(subject) && hold.viewers() == viewers)
            .filter(HoldResult::valid)
            .mapToDouble(figure));
  }

  /** The set-up cost per viewer, one value per round. */
  public Spread cost(String subject, ToDoubleFunction<ViewerCost> figure) {
    return new Spread(
        costs.stream().filter(cost -> cost.subject().equals(subject)).mapToDouble(figure));
  }

  /**
   * Memory per additional viewer, one value per step between two numbers of viewers. Memory that a
   * server takes or returns once for other reasons distorts a single step; it would distort the
   * slope of a fitted line as a whole.
   */
  public Spread memoryPerViewer(String subject) {
    Map<Integer, List<MemoryResult>> runs =
        memory.stream()
            .filter(one -> one.subject().equals(subject))
            .collect(Collectors.groupingBy(MemoryResult::run));
    return new Spread(runs.values().stream().flatMapToDouble(Results::steps));
  }

  private static DoubleStream steps(List<MemoryResult> run) {
    return IntStream.range(1, run.size()).mapToDouble(i -> step(run.get(i - 1), run.get(i)));
  }

  private static double step(MemoryResult from, MemoryResult to) {
    return (double) (to.bytes() - from.bytes()) / (to.viewers() - from.viewers());
  }

  /** Largest number of viewers with a memory measurement, 0 if there is none. */
  public int memoryMeasuredTo(String subject) {
    return memory.stream()
        .filter(one -> one.subject().equals(subject))
        .mapToInt(MemoryResult::viewers)
        .max()
        .orElse(0);
  }

  /** The C reference. */
  public Spread floor(int viewers) {
    return new Spread(
        floors.stream()
            .filter(floor -> floor.viewers() == viewers && floor.lost() == 0)
            .mapToDouble(FloorResult::cpuMicrosPerPacket));
  }

  /** Mean packet sizes of the C reference. */
  public Spread floorBytes() {
    return new Spread(floors.stream().mapToDouble(FloorResult::bytesPerPacket));
  }

  /** Names of all servers in the rounds, the service first. */
  public List<String> subjects() {
    return holds.stream().map(HoldResult::subject).distinct().toList();
  }

  /** Joins of one stream. */
  public Spread join(String subject, int gopSeconds, ToDoubleFunction<JoinResult> figure) {
    DoubleStream values =
        joins.stream()
            .filter(join -> join.subject().equals(subject) && join.gopSeconds() == gopSeconds)
            .mapToDouble(figure);
    return new Spread(values);
  }

  /** Number of void spans in the rounds. */
  public long voidHolds() {
    return holds.stream().filter(hold -> !hold.valid()).count();
  }
}
