package dev.sluice.net.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits to hear that the client of one connection has left, as a whole or by resetting one
 * HTTP/2 stream.
 */
final class Departures {
  /** Stream id of a request that owns the whole connection (HTTP/1.1). */
  static final int WHOLE_CONNECTION = 0;

  /** Resets remembered for handlers that have not begun to watch yet. */
  private static final int RESETS_KEPT = 512;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Registration> registrations = new ArrayList<>();
  private final Deque<Integer> resets = new ArrayDeque<>();
  private boolean closed;
  private long unwatchedSinceNanos = System.nanoTime();

  /** Watches until the registration is closed; runs the action at once if the client is gone. */
  ClientPresence.Watch watch(int streamId, Runnable onGone) {
    return register(new Registration(streamId, true, onGone));
  }

  /** The same, for a handler that does not wait on purpose: it keeps no silent client. */
  ClientPresence.Watch guard(int streamId, Runnable onGone) {
    return register(new Registration(streamId, false, onGone));
  }

  private ClientPresence.Watch register(Registration registration) {
    lock.lock();
    try {
      registrations.add(registration);
      if (isGone(registration.streamId)) {
        registration.fire();
      }
    } finally {
      lock.unlock();
    }
    return registration;
  }

  boolean gone(int streamId) {
    lock.lock();
    try {
      return isGone(streamId);
    } finally {
      lock.unlock();
    }
  }

  /** Whether no handler has waited on purpose for so long. */
  boolean unwatchedFor(long ageNanos, long nowNanos) {
    lock.lock();
    try {
      return registrations.stream().noneMatch(r -> r.waits)
          && nowNanos - unwatchedSinceNanos > ageNanos;
    } finally {
      lock.unlock();
    }
  }

  /** The client reset that stream (RFC 9113 section 6.4). */
  void streamReset(int streamId) {
    lock.lock();
    try {
      if (resets.size() == RESETS_KEPT) {
        resets.removeFirst();
      }
      resets.addLast(streamId);
      registrations.stream().filter(r -> r.streamId == streamId).forEach(Registration::fire);
    } finally {
      lock.unlock();
    }
  }

  /** The connection ended. */
  void connectionClosed() {
    lock.lock();
    try {
      closed = true;
      registrations.forEach(Registration::fire);
    } finally {
      lock.unlock();
    }
  }

  private boolean isGone(int streamId) {
    return closed || resets.contains(streamId);
  }

  private final class Registration implements ClientPresence.Watch {
    private final int streamId;
    private final boolean waits;
    private final Runnable onGone;
    private boolean fired;

    Registration(int streamId, boolean waits, Runnable onGone) {
      this.streamId = streamId;
      this.waits = waits;
      this.onGone = onGone;
    }

    void fire() {
      if (!fired) {
        fired = true;
        onGone.run();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        registrations.remove(this);
        unwatchedSinceNanos = System.nanoTime();
      } finally {
        lock.unlock();
      }
    }
  }
}
