package dev.sluice.bench.run;

import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.Swarm;
import java.io.IOException;

/** Has the service serve a crowd that nobody measures; a peer that is compiled needs none. */
final class WarmUp {
  private static final String STREAM = "warm";
  // The service practises by itself first, on the same core.
  private static final double PRACTICE_SECONDS = 12;
  // A server that has just been started needs many times as long for each handshake.
  private static final double COLD_PER_SECOND = 25;

  private WarmUp() {}

  static void run(Plan plan, TsMaterial material, Server server)
      throws IOException, InterruptedException {
    Pause.seconds(PRACTICE_SECONDS);
    Pusher pusher = Pusher.start(material, server.ingestPort(), STREAM);
    try (Swarm swarm = new Swarm(plan.gro())) {
      long begun = System.nanoTime();
      var unused =
          swarm.ramp(server.whep(STREAM), pusher.schedule(), plan.viewers(), COLD_PER_SECOND);
      Pause.seconds(plan.warmSeconds() - (System.nanoTime() - begun) / 1e9);
    } finally {
      pusher.close();
    }
  }
}
