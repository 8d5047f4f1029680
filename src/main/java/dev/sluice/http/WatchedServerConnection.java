package dev.sluice.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection that tells when the server has finished with it, for whatever reason. */
final class WatchedServerConnection implements ServerConnection, InterruptableTask<Void> {
  private final ServerConnection connection;
  private final Departures departures;

  WatchedServerConnection(ServerConnection connection, Departures departures) {
    this.connection = connection;
    this.departures = departures;
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    try {
      connection.handle(limit);
    } finally {
      departures.connectionClosed();
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
