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
 * A request's body that comes bit by bit for hours, and that anyone may end.
 *
 * <p>On HTTP/1.1 a platform thread reads it: a virtual one would be unmounted, stack and all, and
 * woken by way of two others for each bit. An HTTP/2 body comes from another thread of the server
 * anyway, and is read by the thread of its handler.
 *
 * <p>Order of calls, by the thread of the handler: any number of {@link #read}, then {@link
 * #readBy} once. {@link #end} by any thread at any time.
 */
public final class LongBody {
  private enum State {
    IDLE,
    READING,
    ENDED
  }

  private final InputStream in;
  private final Thread handler = Thread.currentThread();
  private final Optional<Transport> direct;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  private LongBody(InputStream in, Optional<Transport> direct) {
    this.in = in;
    this.direct = direct;
  }

  /** The body of that request, whose handler's thread calls. */
  public static LongBody of(ServerRequest request) {
    Optional<Transport> direct =
        request
            .listenerContext()
            .context()
            .get(WatchedConnection.class)
            .flatMap(WatchedConnection::direct);
    return new LongBody(Bodies.stream(request), direct);
  }

  /**
   * Waits for the next bytes.
   *
   * @return how many; negative at the end of the body
   * @throws IOException when it was ended
   */
  public int read(byte[] into) throws IOException {
    if (!state.compareAndSet(State.IDLE, State.READING)) {
      throw new IOException("The body was ended by the service");
    }
    try {
      return in.read(into);
    } finally {
      state.compareAndSet(State.READING, State.IDLE);
    }
  }

  /**
   * Ends reading: a read that is under way fails, on HTTP/1.1 with its connection, and so do later
   * ones.
   */
  public void end() {
    if (direct.isEmpty()) {
      handler.interrupt();
    } else if (state.getAndSet(State.ENDED) == State.READING) {
      direct.get().cut();
    }
  }

  /**
   * Runs what reads the body to its end on the thread that is best for it, and waits for it. An
   * interrupt of the calling thread ends the body.
   *
   * @param name of the thread
   */
  public <T> T readBy(String name, Supplier<T> reader) {
    if (direct.isEmpty()) {
      return reader.get();
    }
    direct.get().widen();
    FutureTask<T> task = new FutureTask<>(reader::get);
    Thread.ofPlatform().daemon().name(name).start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
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
