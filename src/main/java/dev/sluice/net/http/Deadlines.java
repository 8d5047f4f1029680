package dev.sluice.net.http;

import java.time.Duration;

/**
 * The times at which a connection has to be done with its message, its pending read and its pending
 * write. Thread-safe: the connection's threads set them, the watchdog of all connections compares.
 */
final class Deadlines {
  private static final long NONE = Long.MAX_VALUE;

  /** Delay of the watchdog behind the read time limit of the socket, which allows an answer. */
  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final long startNanos;
  private volatile long messageDue = NONE;
  private volatile long readDue = NONE;
  private volatile long writeDue = NONE;

  Deadlines(long nowNanos) {
    this.startNanos = nowNanos;
  }

  /** A message has to arrive within a time, if none is under way. */
  void messageBegins(Duration limit, long nowNanos) {
    if (messageDue == NONE) {
      messageDue = after(limit, nowNanos);
    }
  }

  /** The message arrived, or may take any time. */
  void messageEnds() {
    messageDue = NONE;
  }

  /** Whether a message has to arrive within a time. */
  boolean messageAwaited() {
    return messageDue != NONE;
  }

  /** Whether the message is late. */
  boolean messageLate(long nowNanos) {
    return since(nowNanos) >= messageDue;
  }

  /**
   * A read begins.
   *
   * @return its time limit: that of silence, or the rest of that of the message, at least 1 ms
   */
  Duration readBegins(Duration silence, long nowNanos) {
    long due = Math.min(messageDue, after(silence, nowNanos));
    readDue = due;
    return Duration.ofNanos(Math.max(1_000_000, due - since(nowNanos)));
  }

  /** The read is over. */
  void readEnds() {
    readDue = NONE;
  }

  /** Whether the pending read should have ended by the read time limit of the socket. */
  boolean readOverdue(long nowNanos) {
    long due = readDue;
    return due != NONE && since(nowNanos) - due >= GRACE_NANOS;
  }

  /** A write begins. */
  void writeBegins(Duration limit, long nowNanos) {
    writeDue = after(limit, nowNanos);
  }

  /** The write is over. */
  void writeEnds() {
    writeDue = NONE;
  }

  /** Whether the pending write takes too long. */
  boolean writeOverdue(long nowNanos) {
    return since(nowNanos) >= writeDue;
  }

  private long after(Duration limit, long nowNanos) {
    return since(nowNanos) + limit.toNanos();
  }

  private long since(long nowNanos) {
    return nowNanos - startNanos;
  }
}
