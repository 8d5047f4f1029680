package dev.sluice.source.trickle;

import dev.sluice.source.http.HttpConnection;
import dev.sluice.source.http.HttpConnector;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The requests for segments. While one segment is read, the request for the next one waits at the
 * server; the connections take turns. For one thread.
 */
final class SegmentRequests {
  private static final Map<String, String> FIELDS = Map.of("Accept-Encoding", "identity");

  private final HttpConnector connector;
  private final TrickleAddress address;
  private final Deque<HttpConnection> idle = new ArrayDeque<>();
  private @Nullable FutureTask<HttpConnection> prepared;
  private long preparedNumber;

  SegmentRequests(HttpConnector connector, TrickleAddress address) {
    this.connector = connector;
    this.address = address;
  }

  /** Asks for a segment, while another one is read. Nothing else may be prepared. */
  void prepare(long number) {
    HttpConnection kept = idle.poll();
    FutureTask<HttpConnection> task = new FutureTask<>(() -> asked(kept, number));
    prepared = task;
    preparedNumber = number;
    if (kept == null) {
      // A handshake takes round trips, and the segment at hand must not wait for them.
      Thread.ofVirtual().name("trickle-connect").start(task);
    } else {
      task.run();
    }
  }

  /** A connection on which that segment was asked for: the prepared one, or another one. */
  HttpConnection ask(long number) throws IOException, InterruptedException {
    FutureTask<HttpConnection> task = prepared;
    prepared = null;
    if (task != null) {
      try {
        HttpConnection connection = task.get();
        if (preparedNumber == number) {
          return connection;
        }
        connection.close();
      } catch (ExecutionException e) {
        // This thread asks again, and reports the failure if it remains.
        return asked(null, number);
      }
    }
    return asked(idle.poll(), number);
  }

  /** Takes back a connection whose answer was read, in part or as a whole. */
  void release(HttpConnection connection) {
    if (connection.reusable()) {
      idle.add(connection);
    } else {
      connection.close();
    }
  }

  private HttpConnection asked(@Nullable HttpConnection kept, long number) throws IOException {
    if (kept != null) {
      try {
        kept.get(address.segment(number), true, FIELDS);
        return kept;
      } catch (IOException e) {
        // The server has closed it.
        kept.close();
      }
    }
    HttpConnection made = connector.connect(address.channel());
    try {
      made.get(address.segment(number), true, FIELDS);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }
}
