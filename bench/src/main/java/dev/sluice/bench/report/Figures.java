package dev.sluice.bench.report;

import static dev.sluice.bench.report.Spread.number;

import dev.sluice.bench.report.Figure.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures of the report, with their requirements. */
public final class Figures {
  private static final String US = "sluice";
  private static final String PEER = "peer";
  private static final double KIB = 1024;

  private final Results results;
  private final int crowd;

  private Figures(Results results) {
    this.results = results;
    this.crowd = results.crowd();
  }

  /** All figures, in the order of the table. */
  public static List<Figure> of(Results results) {
    Figures figures = new Figures(results);
    return List.of(
        figures.crowdAgainstPeer(),
        figures.againstFloor(),
        figures.growth(),
        figures.aloneAgainstPeer(),
        figures.allocation(),
        figures.delay(1, new double[] {1, 3}, new double[] {0.4, 1.5}),
        figures.delay(figures.crowd, new double[] {4, 8}, new double[] {1, 3}),
        figures.join(2),
        figures.join(10),
        figures.setup(),
        figures.memory(),
        figures.afterFinished(),
        figures.carried());
  }

  private Figure crowdAgainstPeer() {
    return againstPeer(crowd, "<= 1/5", 1 / 5.0, 1 / 8.0);
  }

  /** CPU per packet with one viewer has a goal but no requirement. */
  private Figure aloneAgainstPeer() {
    return againstPeer(1, "", Double.MAX_VALUE, 1 / 4.0);
  }

  private Figure againstPeer(int viewers, String required, double must, double goal) {
    Spread ours = results.hold(US, viewers, HoldResult::cpuMicrosPerPacket);
    Spread theirs = results.hold(PEER, viewers, HoldResult::cpuMicrosPerPacket);
    double ratio = ours.median() / theirs.median();
    return new Figure(
        "CPU per packet, %d %s, against the Pion peer"
            .formatted(viewers, viewers == 1 ? "viewer" : "viewers"),
        required,
        "<= 1/" + Math.round(1 / goal),
        Double.isNaN(ratio)
            ? ours.text("us") + ", peer " + theirs.text("us")
            : "1/%s: %s, peer %s".formatted(number(1 / ratio), ours.text("us"), theirs.text("us")),
        Verdict.atMost(ratio, must, goal));
  }

  private Figure againstFloor() {
    Spread ours = results.hold(US, crowd, HoldResult::cpuMicrosPerPacket);
    Spread floor = results.floor(crowd);
    double ratio = ours.median() / floor.median();
    return new Figure(
        "the same against the C reference",
        "<= 2.0x",
        "<= 1.4x",
        Double.isNaN(ratio)
            ? floor.text("us")
            : "%sx: C %s".formatted(number(ratio), floor.text("us")),
        Verdict.atMost(ratio, 2.0, 1.4));
  }

  private Figure growth() {
    String name = "growth of CPU with viewers";
    // For each count, the mean of the measurements on the way up and on the way down.
    SortedMap<Integer, Double> cpu =
        results.scale().stream()
            .collect(
                Collectors.groupingBy(
                    HoldResult::viewers,
                    TreeMap::new,
                    Collectors.averagingDouble(HoldResult::cpuPercent)));
    if (cpu.size() < 3) {
      return unknown(name, "linear, R2 > 0.99", "the same");
    }
    Line line =
        Line.through(
            cpu.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
            cpu.values().stream().mapToDouble(Double::doubleValue).toArray());
    if (!Double.isFinite(line.rSquared())) {
      return unknown(name, "linear, R2 > 0.99", "the same");
    }
    return new Figure(
        name,
        "linear, R2 > 0.99",
        "the same",
        "R2 %.4f over %d to %d viewers, %s ms per viewer-second"
            .formatted(line.rSquared(), cpu.firstKey(), cpu.lastKey(), number(line.slope() * 10)),
        line.rSquared() > 0.99 ? Verdict.GOAL : Verdict.MISSED);
  }

  private Figure allocation() {
    Spread bytes = results.hold(US, crowd, HoldResult::allocatedBytesPerPacket);
    return new Figure(
        "bytes allocated per packet and viewer",
        "<= 100 (OpenSSL), 1200 (pure Java)",
        "0, 100",
        bytes.text("B"),
        Verdict.atMost(bytes.median(), 100, 1));
  }

  private Figure delay(int viewers, double[] must, double[] goal) {
    Spread middle = results.hold(US, viewers, hold -> hold.delayMillis(50));
    Spread high = results.hold(US, viewers, hold -> hold.delayMillis(99));
    Spread peerMiddle = results.hold(PEER, viewers, hold -> hold.delayMillis(50));
    Spread peerHigh = results.hold(PEER, viewers, hold -> hold.delayMillis(99));
    return new Figure(
        "frame delay, " + viewers + (viewers == 1 ? " viewer" : " viewers") + ", p50 / p99",
        number(must[0]) + " / " + number(must[1]) + " ms",
        number(goal[0]) + " / " + number(goal[1]) + " ms",
        "%s / %s; peer %s / %s"
            .formatted(
                middle.text("ms"),
                high.text("ms"),
                number(peerMiddle.median()),
                number(peerHigh.median())),
        Verdict.atMost(middle.median(), must[0], goal[0])
            .and(Verdict.atMost(high.median(), must[1], goal[1])));
  }

  private Figure join(int gopSeconds) {
    Spread ours = results.join(US, gopSeconds, JoinResult::keyPictureMillis);
    Spread theirs = results.join(PEER, gopSeconds, JoinResult::keyPictureMillis);
    String name = "POST to first whole key picture, GOP " + gopSeconds + " s, p50 / worst";
    if (!ours.known()) {
      return unknown(name, "30 / 80 ms", "10 / 30 ms");
    }
    return new Figure(
        name,
        "30 / 80 ms",
        "10 / 30 ms",
        "%s / %s ms of %d; peer %s / %s"
            .formatted(
                number(ours.median()),
                number(ours.most()),
                ours.values().length,
                number(theirs.median()),
                number(theirs.most())),
        Verdict.atMost(ours.median(), 30, 10).and(Verdict.atMost(ours.most(), 80, 30)));
  }

  private Figure setup() {
    Spread ours = results.cost(US, ViewerCost::setupCpuMillis);
    Spread theirs = results.cost(PEER, ViewerCost::setupCpuMillis);
    return new Figure(
        "viewer set-up CPU",
        "<= 2 ms",
        "<= 1.2 ms",
        ours.text("ms") + ", peer " + theirs.text("ms"),
        Verdict.atMost(ours.median(), 2, 1.2));
  }

  private Figure memory() {
    Spread ours = results.memoryPerViewer(US).dividedBy(KIB);
    Spread theirs = results.memoryPerViewer(PEER).dividedBy(KIB);
    String name = "memory per viewer";
    if (!ours.known()) {
      return unknown(name, "<= 256 KB", "<= 64 KB");
    }
    String peer =
        theirs.known() ? theirs.text("KiB") + " over 1 to " + results.memoryMeasuredTo(PEER) : "—";
    return new Figure(
        name,
        "<= 256 KB",
        "<= 64 KB",
        "%s over 1 to %d viewers, peer %s"
            .formatted(ours.text("KiB"), results.memoryMeasuredTo(US), peer),
        Verdict.atMost(ours.median(), 256, 64));
  }

  private Figure afterFinished() {
    Spread two = results.join(US, 2, JoinResult::packetAfterFinishedMillis);
    String name = "first key-frame packet after DTLS Finished, p50";
    if (!two.known()) {
      return unknown(name, "5 ms", "2 ms");
    }
    return new Figure(
        name,
        "5 ms",
        "2 ms",
        "%s ms (worst %s)".formatted(number(two.median()), number(two.most())),
        Verdict.atMost(two.median(), 5, 2));
  }

  private Figure carried() {
    String name = "viewers on one core without loss";
    Optional<HoldResult> most =
        results.scale().stream()
            .filter(HoldResult::valid)
            .max(Comparator.comparingInt(HoldResult::viewers));
    if (most.isEmpty()) {
      return unknown(name, "500", "as many as the receivers can take");
    }
    HoldResult step = most.get();
    boolean allValid = results.scale().stream().allMatch(HoldResult::valid);
    return new Figure(
        name,
        "500",
        "as many as the receivers can take",
        "%s%d: server at %s %% of its core, viewers and pusher at %s %% of theirs, p99 %s ms"
            .formatted(
                allValid ? "at least " : "",
                step.viewers(),
                number(step.cpuPercent()),
                number(step.harnessCpuPercent()),
                number(step.delayMillis(99))),
        step.viewers() >= 500 ? Verdict.MUST : allValid ? Verdict.UNKNOWN : Verdict.MISSED);
  }

  private static Figure unknown(String name, String must, String goal) {
    return new Figure(name, must, goal, "not measured", Verdict.UNKNOWN);
  }
}
