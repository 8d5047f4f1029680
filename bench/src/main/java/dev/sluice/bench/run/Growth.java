package dev.sluice.bench.run;

import dev.sluice.bench.report.HoldResult;
import dev.sluice.bench.report.MemoryResult;
import dev.sluice.bench.report.Results;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.stream.Pause;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.Swarm;
import java.io.IOException;

/**
 * Measures CPU and memory of one server with a growing number of viewers, until a viewer misses
 * data; then, if the plan says so, with a falling number.
 */
final class Growth {
  private static final String STREAM = "growth";

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
    try (Swarm swarm = new Swarm(plan.kind())) {
      Pause.seconds(plan.spans().firstPictures());
      HoldMeter meter = new HoldMeter(plan.spans(), server, swarm, pusher);
      for (int viewers : plan.scale()) {
        if (viewers > swarm.size()) {
          come(server, swarm, pusher, viewers);
        } else {
          swarm.shrink(viewers);
        }
        meter.settle();
        HoldResult step = meter.hold(plan.spans().growthHold());
        results.scale().add(step);
        long bytes = server.settledBytes();
        results.memory().add(new MemoryResult(server.name(), 0, viewers, bytes));
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
            plan.spans().perSecond());
  }
}
