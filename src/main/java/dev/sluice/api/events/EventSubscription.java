package dev.sluice.api.events;

import dev.sluice.stream.life.StreamState;
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
 * The events of one session for one client. Only the newest event of each type is kept until it is
 * read: a slow reader costs no memory and reads nothing outdated. Thread-safe.
 */
final class EventSubscription {
  /** Heartbeat: a comment, which clients skip. */
  static final String HEARTBEAT = ":\n\n";

  private final String id;
  private final ViewerSession session;
  private final String client;
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

  /**
   * @param client key of the client's address
   */
  EventSubscription(
      String id, ViewerSession session, String client, Set<ViewerEvent> wanted, long nowNanos) {
    this.id = id;
    this.session = session;
    this.client = client;
    this.wanted = Set.copyOf(wanted);
    this.readerGoneNanos = nowNanos;
  }

  String id() {
    return id;
  }

  ViewerSession session() {
    return session;
  }

  String client() {
    return client;
  }

  /**
   * Queues an event if the stream's state changed: {@link ViewerEvent#ACTIVE} for a live one, or
   * its opposite.
   */
  void state(StreamState ofStream) {
    boolean active = ofStream == StreamState.LIVE;
    ViewerEvent event = active ? ViewerEvent.ACTIVE : ViewerEvent.INACTIVE;
    ViewerEvent opposite = active ? ViewerEvent.INACTIVE : ViewerEvent.ACTIVE;
    String json = "{\"state\":\"%s\"}".formatted(ofStream.label());
    lock.lock();
    try {
      if (!json.equals(state.get(event))) {
        state.remove(opposite);
        pending.remove(opposite);
        put(event, json);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Queues {@code viewercount} if the number changed. */
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

  /** Queues {@code unplayed} if it changed; at first, {@code {}} is no change. */
  void unplayed(String json) {
    lock.lock();
    try {
      if (!json.equals(state.getOrDefault(ViewerEvent.UNPLAYED, "{}"))) {
        put(ViewerEvent.UNPLAYED, json);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues {@code reconnect}.
   *
   * @param json the event's data, an object on one line
   * @return whether the client subscribed to this event
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

  /** Queues {@code reconnect} without address, once per cause. */
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

  /**
   * Begins to read on the calling thread. It reads the present state first. An earlier reader ends.
   *
   * @return identifies the reader to {@link #next}
   */
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

  /** The reader on the calling thread has ended. */
  void end(long nowNanos) {
    lock.lock();
    try {
      readers.remove(Thread.currentThread());
      readerGoneNanos = nowNanos;
    } finally {
      lock.unlock();
    }
  }

  /** Number of readers that have not ended. */
  int readers() {
    lock.lock();
    try {
      return readers.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the subscription has had no reader for this time. */
  boolean idleFor(long nanos, long nowNanos) {
    lock.lock();
    try {
      return readers.isEmpty() && nowNanos - readerGoneNanos >= nanos;
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts all readers. The interrupt also ends a virtual thread's write to a full socket. */
  void interruptReaders() {
    lock.lock();
    try {
      readers.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  /** Closes the subscription to new events. Pending events can still be read. */
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
   * Waits for events.
   *
   * @param reader from {@link #begin}
   * @param patienceNanos longest wait, after which the heartbeat is returned
   * @return one or more events in wire format; null at the end of the subscription or when a newer
   *     reader has taken over
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
