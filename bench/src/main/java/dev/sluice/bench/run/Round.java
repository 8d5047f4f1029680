package dev.sluice.bench.run;

import dev.sluice.bench.report.HoldResult;
import dev.sluice.bench.report.MemoryResult;
import dev.sluice.bench.report.Results;
import dev.sluice.bench.report.Span;
import dev.sluice.bench.report.ViewerCost;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.stream.Pause;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.Swarm;
import dev.sluice.bench.viewer.SwarmCounters;
import java.io.IOException;

/** One server: a crowd, a single viewer, and the crowd again to measure its set-up cost. */
final class Round {
  private static final String STREAM = "live";

  private final Plan plan;
  private final TsMaterial material;
  private final Results results;
  private final int number;

  Round(Plan plan, TsMaterial material, Results results, int number) {
    this.plan = plan;
    this.material = material;
    this.results = results;
    this.number = number;
  }

  /**
   * Measures a warm server.
   *
   * @param memory true to measure its memory too
   */
  void run(Server server, boolean memory) throws IOException, InterruptedException {
    Pusher pusher = Pusher.start(material, server.ingestPort(), STREAM);
    try (Swarm swarm = new Swarm(plan.kind())) {
      Pause.seconds(plan.spans().firstPictures());
      HoldMeter meter = new HoldMeter(plan.spans(), server, swarm, pusher);
      var unused =
          swarm.ramp(
              server.whep(STREAM), pusher.schedule(), plan.viewers(), plan.spans().perSecond());
      meter.settle();
      HoldResult crowd = meter.hold(plan.spans().hold());
      results.holds().add(crowd);
      weigh(server, plan.viewers(), memory);
      swarm.shrink(1);
      Pause.seconds(plan.spans().after());
      HoldResult one = meter.hold(plan.spans().hold());
      results.holds().add(one);
      // Not earlier: servers keep ended sessions for a while.
      weigh(server, 1, memory);
      int more = plan.viewers() - 1;
      Span coming = comeAgain(server, swarm, pusher, more);
      results.costs().add(ViewerCost.of(server.name(), more, one.span(), crowd.span(), coming));
    } finally {
      pusher.close();
    }
    results.pusherLatenessNanos().add(pusher.latenessNanos());
  }

  private void weigh(Server server, int viewers, boolean memory)
      throws IOException, InterruptedException {
    if (memory) {
      long bytes = server.settledBytes();
      results.memory().add(new MemoryResult(server.name(), number, viewers, bytes));
    }
  }

  /** Waits until all viewers have the keys and their first packets are sent. */
  private Span comeAgain(Server server, Swarm swarm, Pusher pusher, int count)
      throws IOException, InterruptedException {
    SwarmCounters.Totals before = swarm.counters().totals();
    long begun = System.nanoTime();
    long cpu = server.cpuNanos();
    var unused =
        swarm.come(server.whep(STREAM), pusher.schedule(), count, plan.spans().rushPerSecond());
    cpu = server.cpuNanos() - cpu;
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Span(seconds, swarm.counters().totals().since(before).packets(), cpu);
  }
}
