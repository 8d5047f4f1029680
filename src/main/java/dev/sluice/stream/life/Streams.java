package dev.sluice.stream.life;

import dev.sluice.base.time.WallClock;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.Takeover;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * All streams by name. The first source or the first viewer creates a stream. It ends after the
 * linger time without a source. Safe for any thread.
 */
public final class Streams {
  private final StreamSettings settings;
  private final WallClock wallClock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<Consumer<String>> demandListeners = new CopyOnWriteArrayList<>();
  private final LongAdder takeovers = new LongAdder();

  /** A stream, and the time at which its last source left. */
  private static final class Entry {
    final Stream stream;
    long sourceGoneNanos;

    Entry(Stream stream) {
      this.stream = stream;
    }
  }

  /**
   * Without streams yet.
   *
   * @param wallClock beginning of stream time
   */
  public Streams(StreamSettings settings, WallClock wallClock) {
    this.settings = settings;
    this.wallClock = wallClock;
  }

  /** The stream of that name, in any state. */
  public Optional<Stream> find(String name) {
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(name)).map(entry -> entry.stream);
    } finally {
      lock.unlock();
    }
  }

  /** All streams that have or had a source, by name. */
  public List<Stream> list() {
    lock.lock();
    try {
      return entries.values().stream()
          .map(entry -> entry.stream)
          .filter(Stream::sourced)
          .sorted(Comparator.comparing(Stream::name))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Count of sources that became live after another one, of all streams. */
  public long takeovers() {
    return takeovers.sum();
  }

  /** Count of requests that wait for a stream to become playable. */
  public int waiting() {
    lock.lock();
    try {
      return entries.values().stream().mapToInt(entry -> entry.stream.waiting()).sum();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the stream of that name is playable. The stream need not exist yet.
   *
   * @param timeoutNanos longest time to wait
   * @return empty when the time is over
   * @throws InterruptedException if the waiting thread is interrupted, for example because its
   *     client has left
   */
  public Optional<Stream> awaitPlayable(String name, long timeoutNanos)
      throws InterruptedException {
    Stream stream;
    lock.lock();
    try {
      stream = entryOf(name).stream;
      stream.gate().enter();
    } finally {
      lock.unlock();
    }
    demandListeners.forEach(listener -> listener.accept(name));
    try {
      return stream.gate().await(timeoutNanos) ? Optional.of(stream) : Optional.empty();
    } finally {
      forgetIfUnused(stream);
    }
  }

  /**
   * Adds a listener for the names of streams that a request waits for. It is called by the thread
   * of the request, which need not wait for it long.
   */
  public void addDemandListener(Consumer<String> listener) {
    demandListeners.add(listener);
  }

  /**
   * Refuses a source that could not open a stream now because of other sources.
   *
   * @param priority of the source
   * @throws SourceRefusedException if the stream has sources that may not be replaced
   */
  public void requireRoom(String name, Takeover takeover, int priority)
      throws SourceRefusedException {
    Optional<Stream> sourced = find(name).filter(Stream::hasSource);
    if (sourced.isEmpty()) {
      return;
    }
    if (takeover == Takeover.REJECT) {
      throw new SourceRefusedException(
          SourceRefusedException.Cause.OCCUPIED,
          "Stream '%s' has a source already, and ingest.takeover is reject.".formatted(name));
    }
    if (!sourced.get().publisher().admits(takeover, priority)) {
      throw new SourceRefusedException(
          SourceRefusedException.Cause.OCCUPIED,
          "Stream '%s' has %d sources of a higher priority that stand by, as many as are allowed."
              .formatted(name, takeover.standbyLimit()));
    }
  }

  /**
   * Opens a stream for a source. If the stream has another source, the new one stands by beside it,
   * see {@link Publication}.
   *
   * @param takeover treatment of sources of the same stream
   * @param priority decides between them, if {@code takeover} says so; higher wins
   * @param onReplaced called when another source takes over; must not block
   * @throws SourceRefusedException when there are sources that may not be replaced, or when there
   *     are too many streams
   */
  public Publication openSource(String name, Takeover takeover, int priority, Runnable onReplaced)
      throws SourceRefusedException {
    lock.lock();
    try {
      requireRoom(name, takeover, priority);
      Entry known = entries.get(name);
      if ((known == null || !known.stream.sourced()) && list().size() >= settings.maxStreams) {
        throw new SourceRefusedException(
            SourceRefusedException.Cause.FULL,
            "There are %d streams, as many as are allowed.".formatted(settings.maxStreams));
      }
      return entryOf(name).stream.publisher().open(takeover, priority, onReplaced);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the publication of a source. The stream lingers, unless another source has taken over.
   */
  public void closeSource(Publication source, long nowNanos) {
    lock.lock();
    try {
      source.close();
      Entry entry = entries.get(source.streamName());
      if (entry != null && source.isOf(entry.stream.publisher())) {
        entry.sourceGoneNanos = nowNanos;
        // A stream whose sources have shown no tracks does not linger.
        forgetIfUnused(entry.stream);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Judges which sources deliver, and ends the streams whose linger time is over. To be called
   * several times a second.
   */
  public void look(long nowNanos) {
    List<Stream> ended = new ArrayList<>();
    lock.lock();
    try {
      for (Entry entry : entries.values()) {
        entry.stream.publisher().look(nowNanos);
        if (entry.stream.state() == StreamState.STALLED
            && !entry.stream.hasSource()
            && nowNanos - entry.sourceGoneNanos >= settings.linger.toNanos()
            && entry.stream.waiting() == 0) {
          ended.add(entry.stream);
        }
      }
      ended.forEach(stream -> entries.remove(stream.name()));
    } finally {
      lock.unlock();
    }
    ended.forEach(Stream::end);
  }

  /** Ends all streams, at the end of the service. */
  public void endAll() {
    List<Stream> all;
    lock.lock();
    try {
      all = entries.values().stream().map(entry -> entry.stream).toList();
      entries.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(Stream::end);
  }

  private Entry entryOf(String name) {
    return entries.computeIfAbsent(
        name, key -> new Entry(new Stream(key, settings, wallClock, takeovers::increment)));
  }

  private void forgetIfUnused(Stream stream) {
    lock.lock();
    try {
      Entry entry = entries.get(stream.name());
      if (entry != null && entry.stream == stream && !stream.sourced() && stream.waiting() == 0) {
        entries.remove(stream.name());
      }
    } finally {
      lock.unlock();
    }
  }
}
