package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** All that a run has measured. */
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
   * Empty.
   *
   * @param crowd viewers in the rounds, besides one alone
   */
  public Results(String plan, int crowd, Machine machine) {
    this.plan = plan;
    this.crowd = crowd;
    this.machine = machine;
  }

  /** Name of what was planned. */
  public String plan() {
    return plan;
  }

  /** Viewers in the rounds, besides one alone. */
  public int crowd() {
    return crowd;
  }

  /** Where. */
  public Machine machine() {
    return machine;
  }

  /** The interleaved rounds. */
  public List<HoldResult> holds() {
    return holds;
  }

  /** One server process with more and more viewers. */
  public List<HoldResult> scale() {
    return scale;
  }

  /** What came before everything. */
  public List<WarmUpResult> warmUps() {
    return warmUps;
  }

  /** Memory at several counts of viewers. */
  public List<MemoryResult> memory() {
    return memory;
  }

  /** Set-up. */
  public List<ViewerCost> costs() {
    return costs;
  }

  /** The C reference. */
  public List<FloorResult> floors() {
    return floors;
  }

  /** Joins at random moments. */
  public List<JoinResult> joins() {
    return joins;
  }

  /** By how much the harness's core woke up late while nothing ran: noise of the machine. */
  public Histogram idleHiccupNanos() {
    return idleHiccupNanos;
  }

  /** By how much the pusher sent late, in all rounds: noise of the harness in every delay. */
  public Histogram pusherLatenessNanos() {
    return pusherLatenessNanos;
  }

  /** How long it took. */
  public double seconds() {
    return seconds;
  }

  /** Says how long it took. */
  public void took(double took) {
    seconds = took;
  }

  /** A figure of the interleaved rounds, one value for each that is valid. */
  public Spread hold(String subject, int viewers, ToDoubleFunction<HoldResult> figure) {
    return new Spread(
        holds.stream()
            .filter(hold -> hold.subject().equals(subject) && hold.viewers() == viewers)
            .filter(HoldResult::valid)
            .mapToDouble(figure));
  }

  /** A figure of viewers coming. */
  public Spread cost(String subject, ToDoubleFunction<ViewerCost> figure) {
    return new Spread(
        costs.stream().filter(cost -> cost.subject().equals(subject)).mapToDouble(figure));
  }

  /**
   * Memory of each further viewer, one value for each step from one count of them to the next. What
   * a server takes or gives back once for other reasons is in one of them, but would be in all of a
   * line.
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

  /** Most viewers at which the memory was measured, 0 if it was not. */
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

  /** Sizes of the C reference's packets. */
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

  /** How many spans of the rounds were void. */
  public long voidHolds() {
    return holds.stream().filter(hold -> !hold.valid()).count();
  }
}
