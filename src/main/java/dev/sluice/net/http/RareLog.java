package dev.sluice.net.http;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes a message of one cause at most once in an interval, and says how many were left out. */
public final class RareLog {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final System.Logger logger;
  private final AtomicLong nextNanos;
  private final AtomicLong leftOut = new AtomicLong();

  /** One cause's messages go to that logger. */
  public RareLog(System.Logger logger) {
    this.logger = logger;
    this.nextNanos = new AtomicLong(System.nanoTime());
  }

  /** Writes it, unless the last one is too recent. */
  public void log(System.Logger.Level level, String message, @Nullable Throwable cause) {
    long now = System.nanoTime();
    long next = nextNanos.get();
    if (now - next < 0 || !nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
      leftOut.incrementAndGet();
      return;
    }
    long others = leftOut.getAndSet(0);
    logger.log(level, others == 0 ? message : message + " (" + others + " more before)", cause);
  }
}
