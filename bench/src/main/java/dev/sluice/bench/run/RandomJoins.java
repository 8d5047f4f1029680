package dev.sluice.bench.run;

import dev.sluice.bench.report.JoinResult;
import dev.sluice.bench.report.Results;
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

/** Viewers of one stream that come at random moments; each is one more, none leaves. */
final class RandomJoins {
  private static final int PATIENCE_SECONDS = 30;
  private static final int WARM_UP = 60;
  private static final double WARM_UP_PER_SECOND = 50;

  private final Plan plan;
  private final TsMaterial material;
  private final int gopSeconds;
  private final Random random;

  RandomJoins(Plan plan, TsMaterial material, int gopSeconds, long seed) {
    this.plan = plan;
    this.material = material;
    this.gopSeconds = gopSeconds;
    this.random = new Random(seed);
  }

  /**
   * Spreads the joins over some time.
   *
   * @param overSeconds the mean distance of two is this by their count
   */
  void run(Server server, Results results, double overSeconds)
      throws IOException, InterruptedException {
    String stream = "gop" + gopSeconds;
    Pusher pusher = Pusher.start(material, server.ingestPort(), stream);
    try (Swarm swarm = new Swarm(plan.gro());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      URI endpoint = server.whep(stream);
      Pause.seconds(1);
      var unused = swarm.ramp(endpoint, pusher.schedule(), WARM_UP, WARM_UP_PER_SECOND);
      swarm.shrink(0);
      List<Future<JoinTimes>> joining = new ArrayList<>();
      for (int i = 0; i < plan.joins(); i++) {
        Pause.seconds(2 * random.nextDouble() * overSeconds / plan.joins());
        joining.add(executor.submit(() -> join(swarm, endpoint, pusher)));
      }
      for (Future<JoinTimes> one : joining) {
        results.joins().add(result(server.name(), one.get()));
      }
    } catch (ExecutionException e) {
      throw new IOException("a viewer did not get through: " + e.getCause(), e);
    } finally {
      pusher.close();
    }
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
