package dev.sluice.source.supervisor;

import dev.sluice.base.log.LogSettings;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.ingest.feed.ByteIngest;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.InputMemory;
import dev.sluice.stream.publish.JoinedPublication;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.SourceSink;
import dev.sluice.stream.publish.Takeover;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The running sources: one is live in each stream, one more may prepare to take over. Safe for any
 * thread.
 */
public final class Sources {
  /** Less than the distance of two pictures: the second one is early. */
  private static final Duration UNPACED_LEAD = Duration.ofMillis(1);

  private final Streams streams;
  private final ByteIngest.Factory ingests;
  private final SourceSettings settings;
  private final FaultGuard faults;
  private final SourceCounters counters = new SourceCounters();
  private final SourceLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Source> running = new HashSet<>();
  private final Map<String, Long> past = new TreeMap<>();

  /** Sources with the default settings of the log. */
  public Sources(
      Streams streams, ByteIngest.Factory ingests, SourceSettings settings, FaultGuard faults) {
    this(streams, ingests, settings, faults, GivenSettings.defaults(LogSettings::new));
  }

  /**
   * @param streams opens publications for sources
   * @param ingests makes the parser for a source
   * @param faults counts faults of parsers that must not end the watch or the closing of a source
   * @param log settings of the log
   */
  public Sources(
      Streams streams,
      ByteIngest.Factory ingests,
      SourceSettings settings,
      FaultGuard faults,
      LogSettings log) {
    this.streams = streams;
    this.ingests = ingests;
    this.settings = settings;
    this.faults = faults;
    this.log = new SourceLog(log);
    streams.addEndListener(this::closeSilent);
  }

  private void closeSilent(Stream ended) {
    all().stream()
        .filter(source -> ended.has(source.publication()))
        .forEach(source -> source.cancel(SourceEnd.SILENT));
  }

  /**
   * Refuses a source before its first bytes, if the stream has sources that may not be replaced.
   *
   * @param priority of the source, see {@link SourceRequest}
   * @throws SourceRefusedException counted, with the reason
   */
  public void requireRoom(String stream, int priority) throws SourceRefusedException {
    try {
      streams.requireRoom(stream, settings.takeover, priority);
    } catch (SourceRefusedException e) {
      counters.count(SourceEnd.REFUSED);
      throw e;
    }
  }

  /**
   * Memory for the buffers of a connection that may become a source.
   *
   * @param ownBytes that it has in any case
   */
  public InputMemory connectionMemory(int ownBytes) {
    return new InputMemory(streams.memory(), ownBytes);
  }

  /**
   * Opens a source. If the stream has another source, the new one stands by.
   *
   * @param endReading makes the source's thread stop reading; called when the source is cancelled
   * @throws SourceRefusedException counted, with the reason
   */
  public Source open(SourceRequest request, Runnable endReading) throws SourceRefusedException {
    SourceClient client = request.client();
    String stream = request.stream();
    Source source =
        new Source(
            log,
            new SourcePace(request.unpaced() ? UNPACED_LEAD : settings.lead),
            client,
            endReading,
            settings.program.toNanos(),
            request.expiresNanos(),
            System.nanoTime());
    lock.lock();
    try {
      requireShare(client.limitKey());
      begin(source, request);
      running.add(source);
      log.began(stream, source.publication().state(), client);
    } catch (SourceRefusedException e) {
      counters.count(SourceEnd.REFUSED);
      throw e;
    } finally {
      lock.unlock();
    }
    watch(source);
    return source;
  }

  private void watch(Source source) {
    try {
      Thread.ofPlatform()
          .daemon()
          .name("source-timer-" + source.streamName())
          .start(new SourceTimer(source, settings.stall.toNanos(), faults));
    } catch (Throwable e) {
      // Without memory for the thread. The source would keep its place for good.
      SourceEnd unused = close(source, SourceEnd.VANISHED);
      throw e;
    }
  }

  private void begin(Source source, SourceRequest request) throws SourceRefusedException {
    Publication publication;
    SourceSink sink;
    if (request.part().isPresent()) {
      SourceJoin.Part part = request.part().get();
      JoinedPublication joined =
          part.join().begin(source, onReplaced -> publication(request, onReplaced));
      publication = joined.publication();
      sink = joined.part(part.index());
    } else {
      publication = publication(request, () -> source.cancel(SourceEnd.SUPERSEDED));
      sink = publication;
    }
    source.begin(publication, request.ingest().orElse(ingests).open(sink), request.part());
  }

  private Publication publication(SourceRequest request, Runnable onReplaced)
      throws SourceRefusedException {
    return streams.openSource(request.stream(), settings.takeover, request.priority(), onReplaced);
  }

  /** Sources without tracks cost their address nothing, but take names from others. */
  private void requireShare(String client) throws SourceRefusedException {
    if (!client.isEmpty()
        && running.stream().filter(source -> source.isStarting(client)).count()
            >= settings.startingPerAddress) {
      throw new SourceRefusedException(
          SourceRefusedException.Cause.ADDRESS_FULL,
          "Your address has %d sources whose tracks are not known yet, as many as"
                  .formatted(settings.startingPerAddress)
              + " limits.startingPerAddress allows.");
    }
  }

  /**
   * Closes a source, by the thread that opened it.
   *
   * @param natural the end of the source unless it was cancelled before
   * @return reason for the end
   */
  public SourceEnd close(Source source, SourceEnd natural) {
    long now = System.nanoTime();
    SourceEnd end = finish(source, natural, now);
    lock.lock();
    try {
      running.remove(source);
      source.counts().forEach((event, count) -> past.merge(event, count, Long::sum));
      if (source.part().map(part -> part.join().end(source, part.index())).orElse(true)) {
        streams.closeSource(source.publication(), now);
      }
    } finally {
      lock.unlock();
    }
    counters.count(end);
    log.ended(source.streamName(), end, now - source.beginNanos(), source.bytes());
    return end;
  }

  /**
   * Ends a source. A fault of its parser is caught: the stream must not keep a source that has
   * ended.
   */
  private SourceEnd finish(Source source, SourceEnd natural, long nowNanos) {
    try {
      return source.finish(natural, nowNanos);
    } catch (RuntimeException | Error e) {
      faults.caught(e);
      return natural;
    }
  }

  /** Whether sources of lower priority stand by beside the live one. */
  public boolean standBy() {
    return settings.takeover == Takeover.PRIORITY;
  }

  /** Whether a source may take over from another one of its stream. */
  public boolean takeOver() {
    return settings.takeover != Takeover.REJECT;
  }

  /** Cancels all sources, at the end of the service. */
  public void cancelAll() {
    all().forEach(source -> source.cancel(SourceEnd.SHUTDOWN));
  }

  /** Counts of all sources since the start, by name. */
  public Map<String, Long> counts() {
    lock.lock();
    try {
      Map<String, Long> all = new TreeMap<>(past);
      for (Source source : running) {
        source.counts().forEach((event, count) -> all.merge(event, count, Long::sum));
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Counts of the live source of a stream, by name; empty without a source. */
  public Map<String, Long> counts(String stream) {
    Map<String, Long> sum = new TreeMap<>();
    all().stream()
        .filter(source -> source.publication().streamName().equals(stream))
        .filter(source -> source.publication().state() == Publication.State.LIVE)
        .forEach(
            source -> source.counts().forEach((key, count) -> sum.merge(key, count, Long::sum)));
    return sum;
  }

  /** The running sources, the oldest first. */
  public List<RunningSource> list() {
    return all().stream()
        .map(Source::snapshot)
        .sorted(Comparator.comparingLong(RunningSource::beginNanos))
        .toList();
  }

  /** The live source of a stream, if it has one. */
  public Optional<RunningSource> live(String stream) {
    return all().stream()
        .map(Source::snapshot)
        .filter(source -> source.live() && source.stream().equals(stream))
        .findFirst();
  }

  /** The source of that id, if it runs. */
  public Optional<RunningSource> find(UUID id) {
    return byId(id).map(Source::snapshot);
  }

  /** Ends a source by its id, within a second; returns whether it ran. */
  public boolean kick(UUID id) {
    Optional<Source> found = byId(id);
    found.ifPresent(source -> source.kick(System.nanoTime()));
    return found.isPresent();
  }

  private Optional<Source> byId(UUID id) {
    return all().stream().filter(source -> source.id().equals(id)).findFirst();
  }

  private List<Source> all() {
    lock.lock();
    try {
      return List.copyOf(running);
    } finally {
      lock.unlock();
    }
  }

  /** Count of running sources, including closing ones. */
  public int count() {
    return all().size();
  }

  /** Ends and bytes of all sources. */
  public SourceCounters counters() {
    return counters;
  }
}
