package dev.sluice.http;

import io.helidon.common.buffers.DataReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sits between the socket of one connection and the server's HTTP code and hears of its end. */
abstract sealed class WatchedConnection implements Supplier<byte @Nullable []> {
  final Departures departures = new Departures();
  private final ReadWatch reads = new ReadWatch();

  /** Starts to watch for the client of that request. */
  abstract ClientPresence.Watch watch(int requestId, Runnable onGone);

  /** Whether the client of that request is known to be gone. */
  abstract boolean gone(int requestId);

  /** The next bytes; null at the end of the connection. */
  abstract byte @Nullable [] next();

  @Override
  public final byte @Nullable [] get() {
    return reads.read(this::next);
  }

  /** Ends a connection that has been waiting for bytes for longer, unless a handler watches it. */
  final void endIfSilent(long ageNanos, long nowNanos) {
    if (departures.unwatchedFor(ageNanos, nowNanos)) {
      reads.endIfOlder(ageNanos, nowNanos);
    }
  }

  /** Blocks for the next bytes of the connection; null at its end. */
  private static byte @Nullable [] pull(DataReader reader) {
    try {
      return reader.readBuffer().readBytes();
    } catch (DataReader.InsufficientDataAvailableException e) {
      return null;
    }
  }

  /** HTTP/1.1: while a handler runs nobody reads, so the watch has to. */
  static final class Http1 extends WatchedConnection {
    private final ReadAhead bytes;

    Http1(DataReader reader) {
      this.bytes = new ReadAhead(() -> pull(reader), departures::connectionClosed);
    }

    @Override
    byte @Nullable [] next() {
      return bytes.get();
    }

    @Override
    ClientPresence.Watch watch(int requestId, Runnable onGone) {
      bytes.begin();
      ClientPresence.Watch watch = departures.register(Departures.WHOLE_CONNECTION, onGone);
      return () -> {
        watch.close();
        bytes.end();
      };
    }

    @Override
    boolean gone(int requestId) {
      return departures.gone(Departures.WHOLE_CONNECTION);
    }
  }

  /** HTTP/2: the thread of the connection reads all the time, handlers run on others. */
  static final class Http2 extends WatchedConnection {
    private final DataReader reader;
    private final Http2Resets resets = new Http2Resets(departures::streamReset);

    Http2(DataReader reader) {
      this.reader = reader;
    }

    @Override
    byte @Nullable [] next() {
      byte[] bytes = pull(reader);
      if (bytes != null) {
        resets.feed(bytes);
      }
      return bytes;
    }

    @Override
    ClientPresence.Watch watch(int requestId, Runnable onGone) {
      return departures.register(requestId, onGone);
    }

    @Override
    boolean gone(int requestId) {
      return departures.gone(requestId);
    }
  }
}
