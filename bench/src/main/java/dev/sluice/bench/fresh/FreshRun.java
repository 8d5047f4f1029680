package dev.sluice.bench.fresh;

import dev.sluice.bench.server.Contender;
import dev.sluice.bench.server.Cores;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.stream.Pause;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.stream.UnitSender;
import dev.sluice.bench.viewer.DelayWindow;
import dev.sluice.bench.viewer.Swarm;
import dev.sluice.bench.viewer.SwarmCounters;
import dev.sluice.bench.viewer.ViewerKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Starts a server, pushes a stream to it, and lets one crowd watch. */
final class FreshRun {
  static final String STREAM = "fresh";

  private static final double BEFORE_PUSH_SECONDS = 1;
  private static final double BEFORE_VIEWERS_SECONDS = 1;
  private static final double VIEWERS_PER_SECOND = 100;
  private static final double GRACE_SECONDS = 0.7;
  private static final int SPAN_SECONDS = 5;

  private final TsMaterial material;
  private final int viewers;
  private final int spans;

  /**
   * @param viewers size of the crowd
   * @param seconds time that it watches, in whole spans
   */
  FreshRun(TsMaterial material, int viewers, int seconds) {
    this.material = material;
    this.viewers = viewers;
    this.spans = Math.ceilDiv(seconds, SPAN_SECONDS);
  }

  /** Seconds of material that a run needs. */
  static int materialSeconds(int seconds) {
    return seconds + 2 * SPAN_SECONDS;
  }

  FreshResult run(Contender contender) throws IOException, InterruptedException {
    try (Server server = contender.start(Cores.SERVER)) {
      Pause.seconds(BEFORE_PUSH_SECONDS);
      try (UnitSender push = server.push(material, STREAM);
          Swarm swarm = new Swarm(ViewerKind.PLAIN)) {
        Pause.seconds(BEFORE_VIEWERS_SECONDS);
        return watch(server, push, swarm);
      }
    }
  }

  /** The crowd once each viewer has a whole key picture. */
  private record Joined(Slice coming, DelayWindow window) {}

  /** CPU time and received packets at a moment. */
  private record Reading(long nanos, long cpuNanos, SwarmCounters.Totals totals) {
    static Reading of(Server server, Swarm swarm) throws IOException {
      return new Reading(System.nanoTime(), server.cpuNanos(), swarm.counters().totals());
    }

    Slice since(Reading earlier, Histogram delayNanos) {
      return new Slice(
          (nanos - earlier.nanos) / 1e9,
          cpuNanos - earlier.cpuNanos,
          totals.since(earlier.totals),
          delayNanos);
    }
  }

  private FreshResult watch(Server server, UnitSender push, Swarm swarm)
      throws IOException, InterruptedException {
    long spanNanos = SPAN_SECONDS * 1_000_000_000L;
    List<Reading> readings = new ArrayList<>();
    try (ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      Reading first = Reading.of(server, swarm);
      readings.add(first);
      Future<Joined> crowd = executor.submit(() -> join(server, push, swarm, first, spanNanos));
      for (int span = 1; span <= spans; span++) {
        Pause.until(first.nanos() + span * spanNanos);
        readings.add(Reading.of(server, swarm));
      }
      Pause.seconds(GRACE_SECONDS);
      push.check();
      Joined joined = crowd.get();
      swarm.endMeasuring();
      return result(server, readings, joined);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  private Joined join(Server server, UnitSender push, Swarm swarm, Reading first, long spanNanos)
      throws IOException, InterruptedException {
    var unused = swarm.ramp(server.whep(STREAM), push.schedule(), viewers, VIEWERS_PER_SECOND);
    Reading now = Reading.of(server, swarm);
    // Earlier pictures are backlog to viewers that joined after them.
    DelayWindow window = swarm.measure(now.nanos(), first.nanos(), spanNanos, spans);
    return new Joined(now.since(first, new Histogram(1)), window);
  }

  private FreshResult result(Server server, List<Reading> readings, Joined joined) {
    List<Slice> slices = new ArrayList<>();
    for (int span = 0; span < spans; span++) {
      slices.add(
          readings.get(span + 1).since(readings.get(span), joined.window().spans().get(span)));
    }
    return new FreshResult(
        server.name(),
        server.startup(),
        readings.getFirst().cpuNanos(),
        viewers,
        joined.coming(),
        slices);
  }
}
