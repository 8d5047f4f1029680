package dev.sluice.bench.run;

import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.Swarm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has servers serve a crowd that nobody measures, all of them at the same time. */
final class WarmUp {
  private static final String STREAM = "warm";
  private static final double FIRST_PICTURES_SECONDS = 1.5;
  // A server that has just been started needs many times as long for each handshake.
  private static final double COLD_PER_SECOND = 25;

  private WarmUp() {}

  static void run(Plan plan, TsMaterial material, List<Server> servers)
      throws IOException, InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (Server server : servers) {
        running.add(
            executor.submit(
                () -> {
                  one(plan, material, server);
                  return null;
                }));
      }
      for (Future<?> warm : running) {
        warm.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a server did not get warm: " + e.getCause(), e);
    }
  }

  private static void one(Plan plan, TsMaterial material, Server server)
      throws IOException, InterruptedException {
    Pusher pusher = Pusher.start(material, server.ingestPort(), STREAM);
    try (Swarm swarm = new Swarm(plan.gro())) {
      Pause.seconds(FIRST_PICTURES_SECONDS);
      long begun = System.nanoTime();
      var unused =
          swarm.ramp(server.whep(STREAM), pusher.schedule(), plan.viewers(), COLD_PER_SECOND);
      Pause.seconds(plan.warmSeconds() - (System.nanoTime() - begun) / 1e9);
    } finally {
      pusher.close();
    }
  }
}
