package dev.sluice.api.whep;

import dev.sluice.viewer.session.ViewerSession;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one client is told of a session. Of each kind of event the newest alone is kept until it is
 * read, so that a slow reader costs no memory and is never told what is over. Safe for any thread.
 */
final class EventSubscription {
  /** Read in place of an event when there was none for a while: a comment, which clients skip. */
  static final String HEARTBEAT = ":\n\n";

  private final String id;
  private final ViewerSession session;
  private final Set<ViewerEvent> wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<ViewerEvent, String> pending = new EnumMap<>(ViewerEvent.class);
  private final Map<ViewerEvent, String> state = new EnumMap<>(ViewerEvent.class);
  private final Set<Thread> readers = new HashSet<>();
  private int newestReader;
  private long readerGoneNanos;
  private @Nullable Object reconnectedFor;
  private boolean closed;

  EventSubscription(String id, ViewerSession session, Set<ViewerEvent> wanted, long nowNanos) {
    this.id = id;
    this.session = session;
    this.wanted = Set.copyOf(wanted);
    this.readerGoneNanos = nowNanos;
  }

  String id() {
    return id;
  }

  ViewerSession session() {
    return session;
  }

  /** Tells that media comes or does not, where this is news. */
  void active(boolean active) {
    ViewerEvent event = active ? ViewerEvent.ACTIVE : ViewerEvent.INACTIVE;
    ViewerEvent opposite = active ? ViewerEvent.INACTIVE : ViewerEvent.ACTIVE;
    lock.lock();
    try {
      if (!state.containsKey(event)) {
        state.remove(opposite);
        pending.remove(opposite);
        put(event, "{}");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells how many watch, where this is news. */
  void viewers(int count) {
    String json = "{\"viewercount\":%d}".formatted(count);
    lock.lock();
    try {
      if (!json.equals(state.get(ViewerEvent.VIEWERCOUNT))) {
        put(ViewerEvent.VIEWERCOUNT, json);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells to come again.
   *
   * @param json where to, an object on one line
   * @return whether this client wants to be told
   */
  boolean reconnect(String json) {
    lock.lock();
    try {
      boolean told = wanted.contains(ViewerEvent.RECONNECT) && !closed;
      if (told) {
        pending.put(ViewerEvent.RECONNECT, json);
        changed.signalAll();
      }
      return told;
    } finally {
      lock.unlock();
    }
  }

  /** Tells to come again, once for the same cause. */
  void reconnectFor(Object cause) {
    lock.lock();
    try {
      if (!cause.equals(reconnectedFor)) {
        reconnectedFor = cause;
        reconnect("{}");
      }
    } finally {
      lock.unlock();
    }
  }

  private void put(ViewerEvent event, String json) {
    state.put(event, json);
    if (wanted.contains(event)) {
      pending.put(event, json);
      changed.signalAll();
    }
  }

  /** A client begins to read; an earlier one is let go. What holds now is read first. */
  int begin() {
    lock.lock();
    try {
      readers.add(Thread.currentThread());
      state.forEach(
          (event, json) -> {
            if (wanted.contains(event)) {
              pending.put(event, json);
            }
          });
      newestReader++;
      changed.signalAll();
      return newestReader;
    } finally {
      lock.unlock();
    }
  }

  /** That client reads no more. */
  void end(long nowNanos) {
    lock.lock();
    try {
      readers.remove(Thread.currentThread());
      readerGoneNanos = nowNanos;
    } finally {
      lock.unlock();
    }
  }

  /** How many clients read it. */
  int readers() {
    lock.lock();
    try {
      return readers.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody has read it for so long. */
  boolean idleFor(long nanos, long nowNanos) {
    lock.lock();
    try {
      return readers.isEmpty() && nowNanos - readerGoneNanos >= nanos;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the readers whose clients take nothing, as a virtual thread's write is interruptible. */
  void interruptReaders() {
    lock.lock();
    try {
      readers.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be told; what is pending can still be read. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Parks until there is something to write.
   *
   * @param reader from {@link #begin}
   * @param patienceNanos after which it is a heartbeat
   * @return one or more events in their form on the wire, or null when this is over
   */
  @Nullable String next(int reader, long patienceNanos) throws InterruptedException {
    long deadline = System.nanoTime() + patienceNanos;
    lock.lock();
    try {
      while (reader == newestReader && pending.isEmpty() && !closed) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !changed.await(left, TimeUnit.NANOSECONDS)) {
          return HEARTBEAT;
        }
      }
      return reader == newestReader && !pending.isEmpty() ? take() : null;
    } finally {
      lock.unlock();
    }
  }

  private String take() {
    StringBuilder text = new StringBuilder();
    pending.forEach(
        (event, json) ->
            text.append("event: ")
                .append(event.label())
                .append("\ndata: ")
                .append(json)
                .append("\n\n"));
    pending.clear();
    return text.toString();
  }
}
