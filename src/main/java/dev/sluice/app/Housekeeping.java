package dev.sluice.app;

import dev.sluice.stream.Streams;
import dev.sluice.viewer.session.Sessions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Once a second: ends the streams nobody feeds and the sessions nobody connected. */
final class Housekeeping implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());

  Housekeeping(Streams streams, Sessions sessions) {
    ScheduledFuture<?> unused =
        timer.scheduleAtFixedRate(
            () -> {
              streams.reap(System.nanoTime());
              sessions.reap(System.nanoTime());
            },
            1,
            1,
            TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
