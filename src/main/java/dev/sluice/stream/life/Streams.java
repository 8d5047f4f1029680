package dev.sluice.stream.life;

import dev.sluice.base.time.WallClock;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.log.SlabPool;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.Takeover;
import java.lang.System.Logger.Level;
import java.time.Duration;
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
 * linger time without a source, or when it has been stalled for longer than it may. Safe for any
 * thread.
 */
public final class Streams {
  private static final System.Logger LOG = System.getLogger(Streams.class.getName());

  private final StreamSettings settings;
  private final WallClock wallClock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<Consumer<String>> demandListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Stream>> endListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Stream>> sourceListeners = new CopyOnWriteArrayList<>();
  private final LastFormats lastFormats = new LastFormats();
  private final LongAdder takeovers = new LongAdder();
  private final LongAdder withoutMemory = new LongAdder();
  private final SlabPool pool;

  /** A stream, and the times at which its last source left and at which it stalled. */
  private static final class Entry {
    final Stream stream;
    long sourceGoneNanos;
    boolean stalled;
    long stalledNanos;

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
    this.pool = new SlabPool(SlabPool.USUAL_SLAB_BYTES, settings.logTotalBytes());
  }

  /** The memory of all logs. */
  public SlabPool memory() {
    return pool;
  }

  /** Count of sources that were refused because the logs have little memory left. */
  public long refusedWithoutMemory() {
    return withoutMemory.sum();
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

  /** All streams that have or had a source or are promised to viewers, by name. */
  public List<Stream> listWithPromised() {
    lock.lock();
    try {
      return entries.values().stream()
          .map(entry -> entry.stream)
          .filter(Stream::listed)
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
    boolean first;
    lock.lock();
    try {
      stream = entryOf(name).stream;
      first = stream.gate().enter();
    } finally {
      lock.unlock();
    }
    demandListeners.forEach(listener -> listener.accept(name));
    if (first) {
      stream.waitingChanged();
    }
    try {
      // Not the stream of before: it may have ended, and another one has taken its requests.
      return stream.gate().await(timeoutNanos) ? find(name) : Optional.empty();
    } finally {
      Optional<Stream> unused = forgetIfUnused(name);
      unused.ifPresent(Stream::end);
      if (unused.isEmpty()) {
        find(name).filter(found -> found.waiting() == 0).ifPresent(Stream::waitingChanged);
      }
    }
  }

  /**
   * Keeps the stream of that name, which need not exist yet, for a viewer that is answered before
   * the stream is playable.
   */
  public StreamPromise promise(String name) {
    StreamPromise promise;
    lock.lock();
    try {
      promise = entryOf(name).stream.promise();
    } finally {
      lock.unlock();
    }
    demandListeners.forEach(listener -> listener.accept(name));
    return promise;
  }

  /**
   * Adds a listener for the names of streams that a request or a new viewer waits for. It is called
   * by the thread of the request, which need not wait for it long.
   */
  public void addDemandListener(Consumer<String> listener) {
    demandListeners.add(listener);
  }

  /**
   * Adds a listener for changes of streams: the source's tracks, formats, health and delivery; the
   * supplied tracks; the demand for a track, when it begins or ends; the end of the stream. It is
   * called without a lock, by the thread that made the change, and must not block. It may be called
   * late, or once for several changes, so it reads the present values from the stream. Calls for
   * one stream never overlap. Held requests are answered after it, so a supply that it opens is in
   * force for them.
   */
  public void addSourceListener(Consumer<Stream> listener) {
    sourceListeners.add(listener);
  }

  /**
   * Adds a listener for streams that end although they may have sources, which are to be closed
   * then. It is called by the thread of {@link #look}.
   */
  public void addEndListener(Consumer<Stream> listener) {
    endListeners.add(listener);
  }

  /**
   * Refuses a source that could not open a stream now because of other sources or for memory.
   *
   * @param priority of the source
   * @throws SourceRefusedException if the stream has sources that may not be replaced, or has not
   *     begun and the logs have little memory left
   */
  public void requireRoom(String name, Takeover takeover, int priority)
      throws SourceRefusedException {
    Optional<Stream> known = find(name).filter(Stream::sourced);
    if (known.isEmpty()) {
      requireMemory();
    }
    Optional<Stream> sourced = known.filter(Stream::hasSource);
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

  /** A stream that has begun keeps its memory, also for the next source. */
  private void requireMemory() throws SourceRefusedException {
    if (pool.scarce()) {
      withoutMemory.increment();
      throw new SourceRefusedException(
          SourceRefusedException.Cause.NO_MEMORY,
          "The streams take nearly all of the %d MB that their logs may take together"
                  .formatted(pool.mostBytes() >> 20)
              + " (stream.log.totalMegabytes).");
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
    Optional<Stream> unused = Optional.empty();
    lock.lock();
    try {
      source.close();
      Entry entry = entries.get(source.streamName());
      if (entry != null && source.isOf(entry.stream.publisher())) {
        entry.sourceGoneNanos = nowNanos;
        // A stream whose sources have shown no tracks does not linger.
        unused = forgetIfUnused(source.streamName());
      }
    } finally {
      lock.unlock();
    }
    unused.ifPresent(Stream::end);
  }

  /**
   * Judges which sources deliver, and ends the streams whose linger time is over or which were
   * stalled for too long. To be called several times a second.
   */
  public void look(long nowNanos) {
    List<Stream> ended = new ArrayList<>();
    List<Stream> unused;
    lock.lock();
    try {
      for (Entry entry : entries.values()) {
        entry.stream.publisher().look(nowNanos);
        reasonToEnd(entry, nowNanos)
            .ifPresent(
                reason -> {
                  LOG.log(Level.INFO, "Stream ''{0}'' has ended: {1}", entry.stream.name(), reason);
                  ended.add(entry.stream);
                });
      }
      ended.forEach(this::remove);
      // Streams without a source, after their last viewer.
      List<Entry> left = entries.values().stream().filter(Streams::unused).toList();
      unused =
          left.stream()
              .map(entry -> forgetIfUnused(entry.stream.name()))
              .flatMap(Optional::stream)
              .toList();
    } finally {
      lock.unlock();
    }
    for (Stream stream : ended) {
      endListeners.forEach(listener -> listener.accept(stream));
      stream.end();
    }
    unused.forEach(Stream::end);
  }

  private Optional<String> reasonToEnd(Entry entry, long nowNanos) {
    boolean stalled = entry.stream.state() == StreamState.STALLED;
    if (stalled && !entry.stalled) {
      entry.stalledNanos = nowNanos;
    }
    entry.stalled = stalled;
    if (!stalled) {
      return Optional.empty();
    }
    Duration linger = settings.linger;
    if (!entry.stream.hasSource()
        && !entry.stream.promised()
        && nowNanos - entry.sourceGoneNanos >= linger.toNanos()) {
      return Optional.of(
          "no source for %d s (stream.lingerSeconds).".formatted(linger.toSeconds()));
    }
    Duration most = settings.maxStall;
    if (!most.isZero() && nowNanos - entry.stalledNanos >= most.toNanos()) {
      return Optional.of("stalled for %d s (stream.maxStallSeconds).".formatted(most.toSeconds()));
    }
    return Optional.empty();
  }

  /** Removes a stream. Requests that wait for it wait for the next stream of its name. */
  private void remove(Stream stream) {
    stream.close();
    entries.remove(stream.name());
    TrackFormat video = stream.lastVideoFormat();
    if (video != null) {
      lastFormats.put(stream.name(), video);
    }
    if (stream.waiting() > 0) {
      entries.put(stream.name(), newEntry(stream.name(), stream.gate()));
    }
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
    all.forEach(Stream::close);
    all.forEach(Stream::end);
  }

  private Entry entryOf(String name) {
    return entries.computeIfAbsent(name, key -> newEntry(key, new PlayableGate()));
  }

  private Entry newEntry(String name, PlayableGate gate) {
    return new Entry(
        new Stream(name, settings, pool, wallClock, gate, lastFormats.of(name), new Listener()));
  }

  /** Receives the changes of all streams. */
  private final class Listener implements StreamListener {
    @Override
    public void onTakeover() {
      takeovers.increment();
    }

    @Override
    public void onChanged(Stream stream) {
      sourceListeners.forEach(listener -> listener.accept(stream));
    }
  }

  /** Closes and removes a stream that nobody waits for and that never had a source. */
  private Optional<Stream> forgetIfUnused(String name) {
    lock.lock();
    try {
      Entry entry = entries.get(name);
      if (entry == null || !unused(entry)) {
        return Optional.empty();
      }
      entries.remove(name);
      entry.stream.close();
      return Optional.of(entry.stream);
    } finally {
      lock.unlock();
    }
  }

  private static boolean unused(Entry entry) {
    return !entry.stream.sourced() && !entry.stream.awaited();
  }
}
