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
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Starts a server and adds streams with one viewer each, in steps. */
final class StreamsRun {
  private static final double GRACE_SECONDS = 0.7;
  private static final int JOIN_SECONDS = 20;
  // Mean distance of two new streams: their pictures must not all be due at the same moments.
  private static final double STEP_SECONDS = 0.06;

  private final TsMaterial material;
  private final List<Integer> counts;
  private final int settleSeconds;
  private final int holdSeconds;

  /**
   * @param counts ascending numbers of streams
   * @param settleSeconds from the last viewer of a step to its measured span
   */
  StreamsRun(TsMaterial material, List<Integer> counts, int settleSeconds, int holdSeconds) {
    this.material = material;
    this.counts = counts;
    this.settleSeconds = settleSeconds;
    this.holdSeconds = holdSeconds;
  }

  /** Names of the streams. */
  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(number -> "many" + number).toList();
  }

  /** Seconds of material that a run needs, with a server that is slow at the highest count. */
  static int materialSeconds(List<Integer> counts, int settleSeconds, int holdSeconds) {
    double adding = counts.getLast() * STEP_SECONDS * 2;
    return (int) (adding * 2)
        + counts.size() * (settleSeconds + holdSeconds + 1)
        + 2 * JOIN_SECONDS;
  }

  /**
   * Measures one process.
   *
   * @param into gets the result of each step
   */
  void run(Contender contender, Consumer<StreamsResult> into)
      throws IOException, InterruptedException {
    List<UnitSender> pushes = new ArrayList<>();
    try (Server server = contender.start(Cores.SERVER);
        Swarm swarm = new Swarm(ViewerKind.PLAIN)) {
      try {
        Random random = new Random(1);
        for (int count : counts) {
          while (pushes.size() < count) {
            Pause.seconds(2 * STEP_SECONDS * random.nextDouble());
            pushes.add(add(server, swarm, names(count).get(pushes.size())));
          }
          Pause.seconds(settleSeconds);
          into.accept(hold(server, swarm, count));
          for (UnitSender push : pushes) {
            push.check();
          }
        }
      } finally {
        for (UnitSender push : pushes) {
          push.close();
        }
      }
    }
  }

  private UnitSender add(Server server, Swarm swarm, String stream)
      throws IOException, InterruptedException {
    UnitSender push = server.push(material, stream);
    try {
      // The stream must exist at servers that refuse viewers without one.
      Pause.seconds(STEP_SECONDS);
      Long unused =
          swarm
              .join(server.whep(stream), push.schedule())
              .keyPicture()
              .get(JOIN_SECONDS, TimeUnit.SECONDS);
      return push;
    } catch (ExecutionException | TimeoutException e) {
      push.close();
      throw new IOException("the viewer of " + stream + " gets no picture", e);
    } catch (IOException | InterruptedException e) {
      push.close();
      throw e;
    }
  }

  private StreamsResult hold(Server server, Swarm swarm, int count)
      throws IOException, InterruptedException {
    SwarmCounters.Totals before = swarm.counters().totals();
    long from = System.nanoTime();
    long to = from + holdSeconds * 1_000_000_000L;
    DelayWindow window = swarm.measure(from, to);
    long cpu = server.cpuNanos();
    Pause.until(to);
    cpu = server.cpuNanos() - cpu;
    double seconds = (System.nanoTime() - from) / 1e9;
    SwarmCounters.Totals totals = swarm.counters().totals().since(before);
    Pause.seconds(GRACE_SECONDS);
    swarm.endMeasuring();
    return new StreamsResult(
        server.name(),
        count,
        new Slice(seconds, cpu, totals, window.delayNanos()),
        server.residentBytes() - server.startup().residentBytes());
  }
}
