package dev.sluice.bench.run;

import dev.sluice.bench.report.JoinResult;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.stream.Pause;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.JoinTimes;
import dev.sluice.bench.viewer.Swarm;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Viewers that join one stream at random moments; none leaves. */
final class RandomJoins {
  private static final int PATIENCE_SECONDS = 30;

  private final Plan plan;
  private final TsMaterial material;
  private final int gopSeconds;

  RandomJoins(Plan plan, TsMaterial material, int gopSeconds) {
    this.plan = plan;
    this.material = material;
    this.gopSeconds = gopSeconds;
  }

  /** The joins happen at the same times after the stream's beginning for every server. */
  List<JoinResult> run(Server server) throws IOException, InterruptedException {
    String stream = "gop" + gopSeconds;
    Pusher pusher = Pusher.start(material, server.ingestPort(), stream);
    try (Swarm swarm = new Swarm(plan.kind());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      URI endpoint = server.whep(stream);
      long begin = System.nanoTime() + (long) (plan.spans().firstPictures() * 1e9);
      List<Future<JoinTimes>> joining = new ArrayList<>();
      for (double moment : moments()) {
        Pause.until(begin + (long) (moment * 1e9));
        joining.add(executor.submit(() -> join(swarm, endpoint, pusher)));
      }
      List<JoinResult> joined = new ArrayList<>();
      for (Future<JoinTimes> one : joining) {
        joined.add(result(server.name(), one.get()));
      }
      return joined;
    } catch (ExecutionException e) {
      throw new IOException("a viewer failed to connect: " + e.getCause(), e);
    } finally {
      pusher.close();
    }
  }

  private double[] moments() {
    return new Random(gopSeconds)
        .doubles(plan.joins(), 0, plan.spans().joining())
        .sorted()
        .toArray();
  }

  private static JoinTimes join(Swarm swarm, URI endpoint, Pusher pusher) throws Exception {
    JoinTimes times = swarm.join(endpoint, pusher.schedule());
    long unused = times.keyPicture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return times;
  }

  private JoinResult result(String subject, JoinTimes times) {
    return new JoinResult(
        subject,
        gopSeconds,
        times.keyPictureAfterNanos() / 1e6,
        times.packetAfterFinishedNanos() / 1e6);
  }
}
