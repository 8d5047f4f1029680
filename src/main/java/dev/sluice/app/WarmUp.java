package dev.sluice.app;

import dev.sluice.app.config.ConfigException;
import dev.sluice.app.config.ConfigLoader;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.rehearsal.Rehearsal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Practises with viewers of its own in the background, so that the first real ones find code that
 * is loaded and compiled. That happens on a second service in the same process, which listens at
 * free ports of the loopback address and lives as long as it takes: nothing of it is seen in the
 * counters, the limits and the streams of the first.
 *
 * <p>Real viewers go first: while some of them are connecting, it waits; once there are any, it
 * ends as soon as the most necessary is practised, for they do the rest.
 */
final class WarmUp implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
  private static final String LOOPBACK = "127.0.0.1";
  private static final String ANY = "0";
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** So many, whoever may be watching: without them the first real viewers wait for seconds. */
  private static final int LEAST_VIEWERS = 300;

  private static final long YIELD_MILLIS = 50;

  /** What runs for every access unit has to run thousands of times. */
  private static final int SPEED = 20;

  private final Thread thread;
  private volatile int practised;

  /**
   * Begins.
   *
   * @param viewers how many shall come
   * @param connecting whether real viewers are connecting
   * @param watched whether there are real viewers
   */
  WarmUp(int viewers, BooleanSupplier connecting, BooleanSupplier watched) {
    thread = Thread.ofVirtual().name("warm-up").start(() -> run(viewers, connecting, watched));
  }

  private void run(int viewers, BooleanSupplier connecting, BooleanSupplier watched) {
    long begun = System.nanoTime();
    try (Service service = Service.start(configuration())) {
      service.playDemo(SPEED);
      try (Rehearsal rehearsal = new Rehearsal(service.publicPort(), DemoStream.NAME)) {
        while (practised < viewers
            && System.nanoTime() - begun < LONGEST_NANOS
            && (practised < LEAST_VIEWERS || !watched.getAsBoolean())) {
          if (connecting.getAsBoolean()) {
            Thread.sleep(YIELD_MILLIS);
          } else {
            rehearsal.next();
            practised = rehearsal.viewers();
          }
        }
      }
      LOG.log(
          System.Logger.Level.DEBUG,
          "Warm after {0} viewers and {1} ms.",
          practised,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | ConfigException | RuntimeException e) {
      // The service works all the same: its first viewers take a little longer.
      LOG.log(System.Logger.Level.DEBUG, "The warm-up was broken off.", e);
    }
  }

  private static SluiceConfig configuration() throws ConfigException {
    return ConfigLoader.load(
            Optional.empty(),
            Map.of(
                "SLUICE_PUBLIC_HOST", LOOPBACK,
                "SLUICE_PUBLIC_PORT", ANY,
                "SLUICE_CONTROL_PORT", ANY,
                "SLUICE_UDP_HOST", LOOPBACK,
                "SLUICE_UDP_PORT", ANY,
                "SLUICE_UDP_SHARDS", "1",
                "SLUICE_UDP_TCP_CONNECTIONS", "0",
                "SLUICE_STREAM_LOG_VIDEO_MEGABYTES", "4"))
        .config();
  }

  /** How many viewers of its own it has had. */
  int practised() {
    return practised;
  }

  /** Waits for its end; false when that did not come in time. */
  boolean join(Duration patience) throws InterruptedException {
    return thread.join(patience);
  }

  /** Breaks it off. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
