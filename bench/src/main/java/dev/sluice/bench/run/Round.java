package dev.sluice.bench.run;

import dev.sluice.bench.report.HoldResult;
import dev.sluice.bench.report.Results;
import dev.sluice.bench.report.ViewerCost;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.Swarm;
import dev.sluice.bench.viewer.SwarmCounters;
import java.io.IOException;
import java.net.URI;

/** One server: a crowd, one viewer alone, and the crowd again to see what coming costs. */
final class Round {
  private static final String STREAM = "live";
  private static final double FIRST_PICTURES_SECONDS = 1.5;
  private static final double AFTER_RAMP_SECONDS = 0.5;

  private final Plan plan;
  private final TsMaterial material;
  private final Results results;

  Round(Plan plan, TsMaterial material, Results results) {
    this.plan = plan;
    this.material = material;
    this.results = results;
  }

  /** Measures a server that has been running for a while. */
  void run(Server server) throws IOException, InterruptedException {
    Pusher pusher = Pusher.start(material, server.ingestPort(), STREAM);
    try (Swarm swarm = new Swarm(plan.gro())) {
      Pause.seconds(FIRST_PICTURES_SECONDS);
      HoldMeter meter = new HoldMeter(server, swarm, pusher);
      come(server, swarm, pusher, plan.viewers());
      Pause.seconds(plan.settleSeconds());
      HoldResult crowd = meter.hold(plan.holdSeconds());
      results.holds().add(crowd);
      swarm.shrink(1);
      long alone = server.settledBytes();
      Pause.seconds(AFTER_RAMP_SECONDS);
      HoldResult one = meter.hold(plan.holdSeconds());
      results.holds().add(one);
      double setup = comeAgain(server, swarm, pusher, one, crowd);
      long crowded = server.settledBytes();
      int more = plan.viewers() - 1;
      results
          .costs()
          .add(new ViewerCost(server.name(), more, setup, (double) (crowded - alone) / more));
    } finally {
      pusher.close();
    }
    results.pusherLatenessNanos().add(pusher.latenessNanos());
  }

  private void come(Server server, Swarm swarm, Pusher pusher, int count)
      throws IOException, InterruptedException {
    URI endpoint = server.whep(STREAM);
    var unused = swarm.ramp(endpoint, pusher.schedule(), count, plan.rampPerSecond());
  }

  /**
   * CPU time for each viewer that comes, without that for the packets that flow meanwhile. What
   * these cost is known from the two spans before: a share for the stream and one for each packet.
   */
  private double comeAgain(
      Server server, Swarm swarm, Pusher pusher, HoldResult one, HoldResult crowd)
      throws IOException, InterruptedException {
    double packetNanos =
        (crowd.cpuNanos() / crowd.seconds() - one.cpuNanos() / one.seconds())
            / (crowd.totals().packets() / crowd.seconds() - one.totals().packets() / one.seconds());
    double streamNanosPerSecond =
        (one.cpuNanos() - packetNanos * one.totals().packets()) / one.seconds();
    SwarmCounters.Totals before = swarm.counters().totals();
    long begun = System.nanoTime();
    long cpu = server.cpuNanos();
    int count = plan.viewers() - 1;
    come(server, swarm, pusher, count);
    Pause.seconds(AFTER_RAMP_SECONDS);
    cpu = server.cpuNanos() - cpu;
    double seconds = (System.nanoTime() - begun) / 1e9;
    long packets = swarm.counters().totals().since(before).packets();
    return (cpu - packetNanos * packets - streamNanosPerSecond * seconds) / 1e6 / count;
  }
}
