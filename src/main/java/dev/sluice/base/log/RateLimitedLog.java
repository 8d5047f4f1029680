package dev.sluice.base.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes at most one line per key in 10 s, and the number of lines suppressed before it. A key
 * names the subject of the line, such as a stream and a cause: one noisy stream hides no line of
 * another. Thread-safe.
 *
 * <p>Memory is bounded, since keys may contain text from outside: while {@value #MAX_KEYS} keys are
 * in their interval, all further keys share one limit.
 *
 * <p>Life-cycle lines (a source came, a source left) do not belong here: they are never suppressed.
 */
public final class RateLimitedLog {
  static final long INTERVAL_NANOS = 10_000_000_000L;
  static final int MAX_KEYS = 1000;

  private static final long NOT_NOW = -1;
  private static final String SHARED_KEY = "";

  private final System.Logger logger;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Limit> limits = new ConcurrentHashMap<>();

  private static final class Limit {
    final AtomicLong nextNanos;
    final AtomicLong suppressed = new AtomicLong();

    Limit(long nowNanos) {
      nextNanos = new AtomicLong(nowNanos);
    }
  }

  /**
   * @param logger writes the lines
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public RateLimitedLog(System.Logger logger, LongSupplier nanoTime) {
    this.logger = logger;
    this.nanoTime = nanoTime;
  }

  /** Writes a line unless its key had one within the last 10 s. */
  public void log(System.Logger.Level level, String key, String message) {
    log(level, key, message, null);
  }

  /** Writes a line under the same limit, and makes its text only then. */
  public void log(System.Logger.Level level, String key, Supplier<String> message) {
    long others = suppressedBefore(key);
    if (others != NOT_NOW) {
      write(level, message.get(), others, null);
    }
  }

  /** Writes a line with a stack trace, under the same limit. */
  public void log(
      System.Logger.Level level, String key, String message, @Nullable Throwable cause) {
    long others = suppressedBefore(key);
    if (others != NOT_NOW) {
      write(level, message, others, cause);
    }
  }

  private void write(
      System.Logger.Level level, String message, long others, @Nullable Throwable cause) {
    logger.log(level, others == 0 ? message : message + " (" + others + " more before)", cause);
  }

  /** How many lines of the key were suppressed before this one, or {@link #NOT_NOW}. */
  private long suppressedBefore(String key) {
    long nowNanos = nanoTime.getAsLong();
    Limit known = limits.get(key);
    Limit limit =
        known != null
            ? known
            : limits.computeIfAbsent(admit(key, nowNanos), added -> new Limit(nowNanos));
    long nextNanos = limit.nextNanos.get();
    if (nowNanos - nextNanos < 0
        || !limit.nextNanos.compareAndSet(nextNanos, nowNanos + INTERVAL_NANOS)) {
      limit.suppressed.incrementAndGet();
      return NOT_NOW;
    }
    return limit.suppressed.getAndSet(0);
  }

  /** The key itself, or the shared one when there is no room for it. */
  private String admit(String key, long nowNanos) {
    if (limits.containsKey(key) || limits.size() < MAX_KEYS) {
      return key;
    }
    limits.values().removeIf(limit -> nowNanos - limit.nextNanos.get() >= 0);
    return limits.size() < MAX_KEYS ? key : SHARED_KEY;
  }

  /** Number of keys remembered. */
  int keys() {
    return limits.size();
  }
}
