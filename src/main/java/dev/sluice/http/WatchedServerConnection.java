package dev.sluice.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection that tells when the server has finished with it, for whatever reason. */
final class WatchedServerConnection implements ServerConnection, InterruptableTask<Void> {
  private final ServerConnection connection;
  private final Runnable onEnd;

  WatchedServerConnection(ServerConnection connection, Runnable onEnd) {
    this.connection = connection;
    this.onEnd = onEnd;
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    try {
      connection.handle(limit);
    } finally {
      onEnd.run();
    }
  }

  @Override
  public boolean canInterrupt() {
    return connection instanceof InterruptableTask<?> task && task.canInterrupt();
  }

  @Override
  public Duration idleTime() {
    return connection.idleTime();
  }

  @Override
  public void close(boolean interrupt) {
    connection.close(interrupt);
  }
}
