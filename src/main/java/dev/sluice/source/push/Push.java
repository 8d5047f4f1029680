package dev.sluice.source.push;

import dev.sluice.stream.publish.Publication;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One pushed source while it runs: the thread that reads its body feeds it, a {@link PushTimer}
 * flushes and watches it, and anyone may cancel it.
 */
final class Push {
  /** Without a single transport packet in so many bytes it is something else. */
  static final int MAX_GARBAGE_BYTES = 1024 * 1024;

  /** Program maps come every 100 ms: a stream of 100 Mbit/s repeats them in 1.25 MB. */
  static final int MAX_BYTES_WITHOUT_PROGRAM = 8 * 1024 * 1024;

  /** No time to look again at. */
  static final long OVER = Long.MIN_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Publication publication;
  private final TsSink sink;
  private final Runnable endReading;
  private final long beginNanos;
  private final long expiresNanos;
  private @Nullable PushEnd end;
  private boolean over;
  private @Nullable Thread timer;
  private long timerWakesNanos;
  private long lastByteNanos;
  private long bytes;

  /**
   * Not begun yet.
   *
   * @param endReading has the thread that feeds it stop reading, when the push is cancelled
   * @param expiresNanos when its right ends; empty for never
   */
  Push(
      Publication publication,
      TsSink sink,
      Runnable endReading,
      OptionalLong expiresNanos,
      long nowNanos) {
    this.endReading = endReading;
    this.expiresNanos = expiresNanos.orElse(Long.MAX_VALUE);
    this.publication = publication;
    this.sink = sink;
    this.beginNanos = nowNanos;
    this.lastByteNanos = nowNanos;
  }

  /** Takes bytes of the body; whether it may go on. */
  boolean feed(byte[] data, int length, long nowNanos) {
    boolean goesOn;
    @Nullable Thread late;
    lock.lock();
    try {
      lastByteNanos = nowNanos;
      bytes += length;
      if (end == null && !sink.feed(data, 0, length, nowNanos)) {
        end = PushEnd.SUPERSEDED;
      }
      if (end == null) {
        end = judge();
      }
      late = lateTimer();
      goesOn = end == null;
    } finally {
      lock.unlock();
    }
    // Not before: it would be woken only to wait for the lock.
    LockSupport.unpark(late);
    return goesOn;
  }

  /** The timer when it would sleep through the sink's deadline; it is told once of each. */
  private @Nullable Thread lateTimer() {
    long deadline = sink.idleDeadlineNanos();
    if (timer == null || deadline >= timerWakesNanos) {
      return null;
    }
    timerWakesNanos = deadline;
    return timer;
  }

  private @Nullable PushEnd judge() {
    if (bytes > MAX_GARBAGE_BYTES && sink.packets() == 0) {
      return PushEnd.GARBAGE;
    }
    boolean mapped = bytes <= MAX_BYTES_WITHOUT_PROGRAM || publication.view().tracks() != null;
    return mapped ? null : PushEnd.NO_PROGRAM;
  }

  /**
   * Lets the sink flush what a pause proves complete, and ends a push that has stalled. Called by
   * the timer's thread, which is unparked when it has to look earlier than it was told.
   *
   * @return when to look again, or {@link #OVER}
   */
  long look(long nowNanos, long stallNanos) {
    lock.lock();
    try {
      timer = Thread.currentThread();
      if (nowNanos >= expiresNanos) {
        cancelLocked(PushEnd.EXPIRED);
      } else if (nowNanos - lastByteNanos >= stallNanos) {
        cancelLocked(PushEnd.STALLED);
      } else if (nowNanos >= sink.idleDeadlineNanos() && !over && !sink.idle(nowNanos)) {
        cancelLocked(PushEnd.SUPERSEDED);
      }
      long watchdogNanos = Math.min(lastByteNanos + stallNanos, expiresNanos);
      timerWakesNanos = Math.min(watchdogNanos, sink.idleDeadlineNanos());
      return over || end != null ? OVER : timerWakesNanos;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it from outside: its thread stops reading at once. */
  void cancel(PushEnd why) {
    lock.lock();
    try {
      cancelLocked(why);
    } finally {
      lock.unlock();
    }
  }

  private void cancelLocked(PushEnd why) {
    if (!over && end == null) {
      end = why;
      endReading.run();
    }
  }

  /**
   * The body is over, or its thread was told to stop: writes what is left. Called by the handler's
   * thread, which is not interrupted any more after it.
   *
   * @param natural how it ended, unless it was cancelled before
   */
  PushEnd finish(PushEnd natural, long nowNanos) {
    lock.lock();
    try {
      over = true;
      LockSupport.unpark(timer);
      Thread.interrupted();
      sink.end(nowNanos);
      PushEnd known = end;
      return known == null ? natural : known;
    } finally {
      lock.unlock();
    }
  }

  /** What its sink counted so far. */
  Map<String, Long> events() {
    return sink.events();
  }

  Publication publication() {
    return publication;
  }

  /** For the summary, once the push is over. */
  long bytes() {
    return bytes;
  }

  /** For the summary, once the push is over. */
  long packets() {
    return sink.packets();
  }

  long beginNanos() {
    return beginNanos;
  }
}
