package dev.sluice.source.channel;

import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.ControlCounters.Outcome;
import dev.sluice.source.data.ControlMessage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A channel in which the service publishes to the workers of a stream. A subscriber makes it, and
 * it lasts while there are any. If somebody else publishes in it, the service keeps out, because
 * two publishers would write into one segment. Thread-safe.
 */
final class ControlChannel {
  /** A subscriber asks for each message, and one comes every ten seconds. */
  private static final long UNASKED_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final TrickleChannel channel;
  private final ControlCounters counters;
  private final ReentrantLock lock = new ReentrantLock();
  private long askedNanos;
  private long sentNanos;
  private boolean others;

  ControlChannel(TrickleChannel channel, ControlCounters counters, long nowNanos) {
    this.channel = channel;
    this.counters = counters;
    this.askedNanos = nowNanos;
    this.sentNanos = nowNanos;
  }

  /** A subscriber asks for a segment. */
  void asked(long nowNanos) {
    lock.lock();
    try {
      askedNanos = nowNanos;
    } finally {
      lock.unlock();
    }
  }

  /** Somebody else publishes. */
  void leaveToOthers() {
    lock.lock();
    try {
      others = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the service publishes in it. */
  boolean ours() {
    lock.lock();
    try {
      return !others;
    } finally {
      lock.unlock();
    }
  }

  /** Publishes a message as a segment, if the channel is for the service. */
  void send(ControlMessage message, long nowNanos) {
    lock.lock();
    try {
      if (others) {
        return;
      }
      byte[] bytes = message.bytes();
      TrickleSegment segment = channel.write(TrickleChannel.NEXT, nowNanos);
      channel.append(segment, bytes, bytes.length);
      channel.close(segment);
      sentNanos = nowNanos;
      counters.count(message.isKeepAlive() ? Outcome.KEEP_ALIVE : Outcome.SENT);
    } finally {
      lock.unlock();
    }
  }

  /** Publishes a message without content if none was published for a while. */
  void keepAlive(long nowNanos) {
    lock.lock();
    try {
      if (nowNanos - sentNanos >= ControlMessage.KEEP_ALIVE_PERIOD.toNanos()) {
        send(ControlMessage.KEEP_ALIVE, nowNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the service publishes, and nobody has asked for a while. */
  boolean unaskedAt(long nowNanos) {
    lock.lock();
    try {
      return !others && nowNanos - askedNanos >= UNASKED_NANOS;
    } finally {
      lock.unlock();
    }
  }
}
