package dev.sluice.bench.run;

import dev.sluice.bench.report.WarmUpResult;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.Swarm;
import java.io.IOException;
import java.net.URI;

/**
 * Has a server serve crowds that come and go and that nobody measures. It is the same for every
 * server, but for how many come at once: a runtime that compiles while it works compiles for good
 * what was called 5000 times, so it is done with a viewer's coming when it has seen as many. One
 * that is compiled before has nothing to learn from them.
 */
final class WarmUp {
  private static final String STREAM = "warm";
  private static final double QUIET_SHARE = 0.1;
  private static final double LOOK_SECONDS = 0.5;
  // Before that a server that practises may not have begun with it.
  private static final double LEAST_WAIT_SECONDS = 2;

  private final Plan plan;
  private final TsMaterial material;

  WarmUp(Plan plan, TsMaterial material) {
    this.plan = plan;
    this.material = material;
  }

  /** Waits until a server does nothing any more by itself. */
  void awaitQuiet(Server server) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long cpu = server.cpuNanos();
    double share = 1;
    double waited = 0;
    while ((share > QUIET_SHARE || waited < LEAST_WAIT_SECONDS)
        && waited < plan.spans().practice()) {
      Pause.seconds(LOOK_SECONDS);
      long next = server.cpuNanos();
      share = (next - cpu) / 1e9 / LOOK_SECONDS;
      cpu = next;
      waited = (System.nanoTime() - begun) / 1e9;
    }
  }

  /**
   * Lets crowds come and go.
   *
   * @param viewers that come at once
   */
  WarmUpResult run(Server server, int viewers) throws IOException, InterruptedException {
    Pusher pusher = Pusher.start(material, server.ingestPort(), STREAM);
    WarmUpResult.Builder result = new WarmUpResult.Builder(server.name());
    try (Swarm swarm = new Swarm(plan.kind())) {
      long end = System.nanoTime() + (long) (plan.spans().warm() * 1e9);
      Pause.seconds(plan.spans().firstPictures());
      while (System.nanoTime() < end) {
        long cpu = server.cpuNanos();
        boolean came = comeAndGo(swarm, server.whep(STREAM), pusher, viewers);
        result.crowd(viewers, server.cpuNanos() - cpu, came);
      }
    } finally {
      pusher.close();
    }
    return result.build();
  }

  /** False when somebody did not get through, as may happen while a server is cold. */
  private static boolean comeAndGo(Swarm swarm, URI endpoint, Pusher pusher, int viewers)
      throws InterruptedException {
    boolean came = true;
    try {
      // All within half a second.
      var unused = swarm.ramp(endpoint, pusher.schedule(), viewers, 2.0 * viewers);
    } catch (IOException e) {
      came = false;
    }
    try {
      swarm.shrink(0);
    } catch (IOException e) {
      came = false;
    }
    return came;
  }
}
