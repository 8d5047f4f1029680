package dev.sluice.bench.run;

import dev.sluice.bench.report.WarmUpResult;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.stream.Pause;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.Swarm;
import java.io.IOException;
import java.net.URI;

/**
 * Warms up a server with unmeasured crowds that come and go. It is the same for every server except
 * for the size of the crowd. A JIT runtime compiles a method for good after 5000 calls, so the code
 * of a viewer's set-up is compiled after that number of viewers. A server compiled ahead of time
 * needs no warm-up.
 */
final class WarmUp {
  private static final String STREAM = "warm";
  private static final double QUIET_SHARE = 0.1;
  private static final double LOOK_SECONDS = 0.5;
  // Earlier, a server may not have done what it does after its start.
  private static final double LEAST_WAIT_SECONDS = 2;

  private final Plan plan;
  private final TsMaterial material;

  WarmUp(Plan plan, TsMaterial material) {
    this.plan = plan;
    this.material = material;
  }

  /** Waits until a server without viewers is idle. */
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
   * Runs the crowds.
   *
   * @param viewers number of viewers per crowd
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

  /**
   * Runs one crowd. Returns false if a viewer failed to connect, as may happen on a cold server.
   */
  private static boolean comeAndGo(Swarm swarm, URI endpoint, Pusher pusher, int viewers)
      throws InterruptedException {
    boolean came = true;
    try {
      // All viewers join within half a second.
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
