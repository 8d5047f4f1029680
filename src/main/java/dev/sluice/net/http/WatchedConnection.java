package dev.sluice.net.http;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sits between the socket of one connection and the server's HTTP code and hears of its end. */
abstract sealed class WatchedConnection implements Supplier<byte @Nullable []> {
  final Departures departures = new Departures();
  private final ReadWatch reads;
  private final boolean single;

  private WatchedConnection(Transport transport, boolean single) {
    this.reads = new ReadWatch(transport::cut);
    this.single = single;
  }

  /** Whether it is closed behind the first answer. */
  final boolean single() {
    return single;
  }

  /** Starts to watch for the client of that request. */
  abstract ClientPresence.Watch watch(int requestId, Runnable onGone);

  /** The calling thread begins to handle that request. */
  abstract void handling(int requestId);

  /** The calling thread has handled that request; the server goes on with it. */
  abstract void handled(int requestId);

  /** Where the server runs handlers that have a thread of their own. */
  abstract ExecutorService executor(ExecutorService plain);

  /** Whether the client of that request is known to be gone. */
  abstract boolean gone(int requestId);

  /** What the bytes of a request's body come from when they are read; empty for a queue. */
  abstract Optional<Transport> direct();

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

  /** HTTP/1.1: while a handler runs nobody reads, so the watch has to. */
  static final class Http1 extends WatchedConnection {
    private final Transport transport;
    private final ReadAhead bytes;

    Http1(Supplier<byte @Nullable []> source, Transport transport, boolean single) {
      super(transport, single);
      this.transport = transport;
      this.bytes = new ReadAhead(source, departures::connectionClosed);
    }

    @Override
    byte @Nullable [] next() {
      return bytes.get();
    }

    @Override
    ClientPresence.Watch watch(int requestId, Runnable onGone) {
      bytes.begin();
      ClientPresence.Watch watch = departures.watch(Departures.WHOLE_CONNECTION, onGone);
      return () -> {
        watch.close();
        bytes.end();
      };
    }

    /** A handler that reads hears of the end itself. */
    @Override
    void handling(int requestId) {}

    @Override
    void handled(int requestId) {}

    @Override
    ExecutorService executor(ExecutorService plain) {
      return plain;
    }

    @Override
    Optional<Transport> direct() {
      return Optional.of(transport);
    }

    @Override
    boolean gone(int requestId) {
      return departures.gone(Departures.WHOLE_CONNECTION);
    }
  }

  /** HTTP/2: the thread of the connection reads all the time, handlers run on others. */
  static final class Http2 extends WatchedConnection {
    private final Supplier<byte @Nullable []> source;
    private final Http2Resets resets = new Http2Resets(departures::streamReset);
    private final StreamThreads threads;

    Http2(Supplier<byte @Nullable []> source, Transport transport, AtomicInteger running) {
      super(transport, false);
      this.source = source;
      this.threads = new StreamThreads(running);
    }

    @Override
    byte @Nullable [] next() {
      byte[] bytes = source.get();
      if (bytes != null) {
        resets.feed(bytes);
      }
      return bytes;
    }

    @Override
    ClientPresence.Watch watch(int requestId, Runnable onGone) {
      return departures.watch(requestId, onGone);
    }

    /**
     * Has the thread interrupted when its client goes. The server would leave it parked for ever
     * where it reads a body that never ends, even after the handler has returned.
     */
    @Override
    void handling(int requestId) {
      threads.keep(departures.guard(requestId, Thread.currentThread()::interrupt));
    }

    /** The handler may have used up the interrupt, and the server reads the body after it. */
    @Override
    void handled(int requestId) {
      if (departures.gone(requestId)) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    ExecutorService executor(ExecutorService plain) {
      return threads.over(plain);
    }

    @Override
    Optional<Transport> direct() {
      return Optional.empty();
    }

    @Override
    boolean gone(int requestId) {
      return departures.gone(requestId);
    }
  }
}
