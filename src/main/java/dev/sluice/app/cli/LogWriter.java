package dev.sluice.app.cli;

import java.io.PrintStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Writes the log to standard error on a thread of its own. A thread that logs never waits for a
 * terminal, a pipe or a disk: event loops log the begin and the end of each viewer.
 *
 * <p>Up to {@value #CAPACITY} lines wait. While there are so many, further lines are dropped, and a
 * line says how many.
 */
public final class LogWriter extends Handler {
  static final int CAPACITY = 10_000;
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final PrintStream out;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  /** For the JDK, which makes handlers by the name of their class. */
  public LogWriter() {
    this(System.err);
  }

  LogWriter(PrintStream out) {
    this.out = out;
    setFormatter(new LineFormatter());
    Thread.ofPlatform().daemon().name("log").start(this::writeAll);
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String line;
    try {
      line = getFormatter().format(record);
    } catch (RuntimeException e) {
      reportError("a line cannot be formatted", e, ErrorManager.FORMAT_FAILURE);
      return;
    }
    if (waiting.incrementAndGet() > CAPACITY) {
      waiting.decrementAndGet();
      dropped.incrementAndGet();
    } else {
      lines.add(line);
    }
  }

  private void writeAll() {
    try {
      while (true) {
        write(lines.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String line) {
    try {
      out.print(line);
      long lost = dropped.getAndSet(0);
      if (lost > 0) {
        out.println("(" + lost + " lines of the log were dropped: writing it is too slow)");
      }
      out.flush();
    } catch (RuntimeException | Error e) {
      // Such as no memory: there is no other place to tell it than the next line.
      dropped.incrementAndGet();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Waits until all lines are written, for 2 s at most. */
  @Override
  public void flush() {
    long deadline = System.nanoTime() + FLUSH_NANOS;
    while (waiting.get() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  @Override
  public void close() {
    flush();
  }
}
