package dev.sluice.source.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose reads have a common deadline: a peer that sends byte after byte cannot extend it.
 * TLS over this socket reads through it, so that the deadline holds for handshakes and records too.
 */
final class DeadlineSocket extends Socket {
  private static final long NONE = Long.MAX_VALUE;

  private long deadlineNanos = NONE;
  private @Nullable InputStream input;

  /** Lets all reads from now on together last for that long. */
  void limitTotal(Duration limit) {
    deadlineNanos = System.nanoTime() + limit.toNanos();
  }

  /** Lets each read from now on last for that long. */
  void limitEach(Duration limit) throws IOException {
    deadlineNanos = NONE;
    setSoTimeout(Math.toIntExact(limit.toMillis()));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream known = input;
    if (known == null) {
      known = new Limited(super.getInputStream());
      input = known;
    }
    return known;
  }

  private void beforeRead() throws IOException {
    if (deadlineNanos != NONE) {
      long left = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new SocketTimeoutException("the deadline has passed");
      }
      setSoTimeout(Math.toIntExact(left));
    }
  }

  private final class Limited extends FilterInputStream {
    Limited(InputStream unlimited) {
      super(unlimited);
    }

    @Override
    public int read() throws IOException {
      beforeRead();
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      beforeRead();
      return super.read(into, offset, length);
    }
  }
}
