package dev.sluice.net.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A request body that arrives in pieces for hours, and that any thread may end.
 *
 * <p>On HTTP/1.1 a platform thread reads it: a virtual thread would be unmounted with its whole
 * stack, and woken through two other threads, for each piece. An HTTP/2 body is queued by another
 * thread of the server, so the thread of its handler reads it.
 *
 * <p>Order of calls, by the thread of the handler: any number of {@link #read}, then {@link
 * #readBy} once. {@link #end} by any thread at any time.
 */
public final class LongBody {
  /** Reads from the socket are wide after this many bytes, so that a short body takes no memory. */
  private static final int NARROW_BYTES = 32 * 1024;

  private enum State {
    IDLE,
    READING,
    ENDED
  }

  private final InputStream in;
  private final Optional<ClientConnection> http1;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private volatile Thread reader = Thread.currentThread();
  private long received;

  private LongBody(InputStream in, Optional<ClientConnection> http1) {
    this.in = in;
    this.http1 = http1;
  }

  /** The body of a request; to be called by the thread of its handler. */
  public static LongBody of(ServerRequest request) {
    Optional<ClientConnection> connection =
        request.listenerContext().context().get(ClientConnection.class);
    connection.ifPresent(c -> c.expectLongBody(request.id()));
    return new LongBody(Bodies.stream(request), connection.filter(ClientConnection::isHttp1));
  }

  /**
   * Waits for the next bytes.
   *
   * @return number of bytes; negative at the end of the body
   * @throws IOException after {@link #end}
   */
  public int read(byte[] into) throws IOException {
    if (!state.compareAndSet(State.IDLE, State.READING)) {
      throw new IOException("The service ended the body");
    }
    try {
      int count = -1;
      if (http1.isPresent() && http1.get().inChunks()) {
        count = http1.get().readChunks(into);
      }
      if (count < 0) {
        count = in.read(into);
      }
      widen(count);
      return count;
    } finally {
      state.compareAndSet(State.READING, State.IDLE);
    }
  }

  private void widen(int count) {
    boolean narrow = received < NARROW_BYTES;
    received += count;
    if (narrow && received >= NARROW_BYTES) {
      http1.ifPresent(ClientConnection::readWide);
    }
  }

  /**
   * Ends reading: later reads fail. A pending read fails too, and on HTTP/1.1 closes the
   * connection, because an interrupt closes a socket that is being read.
   */
  public void end() {
    if (state.getAndSet(State.ENDED) == State.READING) {
      reader.interrupt();
    }
  }

  /**
   * Runs a task that reads the body to its end, on the thread that suits the protocol, and waits
   * for it. An interrupt of the calling thread ends the body.
   *
   * @param name of the thread
   */
  public <T> T readBy(String name, Supplier<T> task) {
    if (http1.isEmpty()) {
      return task.get();
    }
    FutureTask<T> future = new FutureTask<>(task::get);
    reader = Thread.ofPlatform().daemon().name(name).unstarted(future);
    reader.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          end();
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new CloseConnectionException("The body could not be read", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
