package dev.sluice.bench.run;

import dev.sluice.bench.report.HoldResult;
import dev.sluice.bench.report.Results;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.Swarm;
import java.io.IOException;

/** One server with more and more viewers, until somebody misses something. */
final class Growth {
  private static final String STREAM = "growth";
  private static final double RAMP_SPEEDUP = 2;

  private final Plan plan;
  private final TsMaterial material;
  private final Results results;

  Growth(Plan plan, TsMaterial material, Results results) {
    this.plan = plan;
    this.material = material;
    this.results = results;
  }

  void run(Server server) throws IOException, InterruptedException {
    Pusher pusher = Pusher.start(material, server.ingestPort(), STREAM);
    try (Swarm swarm = new Swarm(plan.gro())) {
      Pause.seconds(1);
      HoldMeter meter = new HoldMeter(server, swarm, pusher);
      for (int viewers : plan.scale()) {
        come(server, swarm, pusher, viewers);
        Pause.seconds(plan.settleSeconds() / 2.0);
        HoldResult step = meter.hold(plan.holdSeconds());
        results.scale().add(step);
        if (!step.valid()) {
          return;
        }
      }
    } finally {
      pusher.close();
    }
  }

  private void come(Server server, Swarm swarm, Pusher pusher, int viewers)
      throws IOException, InterruptedException {
    var unused =
        swarm.ramp(
            server.whep(STREAM),
            pusher.schedule(),
            viewers - swarm.size(),
            plan.rampPerSecond() * RAMP_SPEEDUP);
  }
}
