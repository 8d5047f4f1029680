package dev.sluice.source.attach;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.ControlMessage;
import dev.sluice.source.data.DataCounters;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** The attachments by the name of their stream. Thread-safe. */
public final class Attachments implements AutoCloseable {
  private static final Duration LOOK_PERIOD = Duration.ofMillis(500);
  private static final Duration END_WAIT = Duration.ofSeconds(5);

  private final Streams streams;
  private final Sources sources;
  private final AttachSettings settings;
  private final AttachmentOpener opener;
  private final LongAdder errors = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final RateLimitedLog log =
      new RateLimitedLog(System.getLogger(Attachments.class.getName()), System::nanoTime);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Attachment> byStream = new HashMap<>();
  private boolean closed;

  /** Origin of an attachment. */
  public enum Origin {
    /** The configuration: its addresses are the operator's own. */
    CONFIGURATION,
    /** The API: its addresses are restricted by {@code sources.allow}. */
    API
  }

  /**
   * @param transports by scheme
   * @param channels of JSON beside the media
   * @param demand says which streams have viewers
   * @param silence longest time from a connection to its first bytes
   */
  public Attachments(
      Streams streams,
      Sources sources,
      AttachSettings settings,
      Map<String, Transport.Factory> transports,
      ChannelTransports channels,
      Demand demand,
      Duration silence,
      PeriodicTasks tasks) {
    this.streams = streams;
    this.sources = sources;
    this.settings = settings;
    FaultGuard faults = tasks.faults().guard("attached_source");
    this.opener =
        new AttachmentOpener(
            sources,
            settings,
            new TreeMap<>(transports),
            channels,
            new AttachedSource.Surroundings(
                demand,
                this::occupied,
                errors,
                faults,
                silence.toNanos(),
                settings.idle.toNanos()));
    tasks.start("attachments", LOOK_PERIOD, this::look);
    streams.addDemandListener(this::wake);
  }

  private boolean occupied(String stream) {
    return streams.find(stream).filter(found -> found.state() == StreamState.LIVE).isPresent();
  }

  /** Attaches the sources of the configuration. */
  public void attachConfigured() throws AddressException {
    for (Map.Entry<String, AttachmentPlan> entry : settings.sources.entrySet()) {
      try {
        attach(entry.getKey(), entry.getValue(), Origin.CONFIGURATION);
      } catch (AddressException | SourceRefusedException e) {
        throw new AddressException("sources.%s: %s".formatted(entry.getKey(), e.getMessage()));
      }
    }
  }

  /**
   * Attaches a source to a stream, in place of an earlier one, which plays until the new one takes
   * over.
   *
   * @throws AddressException if an address cannot be used, or is not allowed; with a sentence
   * @throws SourceRefusedException if there are as many attachments as the API may make
   */
  public Attachment attach(String stream, AttachmentPlan plan, Origin origin)
      throws AddressException, SourceRefusedException {
    Attachment attachment = opener.open(stream, plan, origin);
    Optional<Attachment> before;
    lock.lock();
    try {
      requireRoom(stream, origin);
      before = Optional.ofNullable(byStream.put(stream, attachment));
      before.ifPresent(earlier -> follow(attachment, earlier));
    } catch (AddressException | SourceRefusedException e) {
      attachment.discard();
      throw e;
    } finally {
      lock.unlock();
    }
    // So that a port to listen on is free.
    before
        .filter(attachment::excludes)
        .ifPresent(earlier -> earlier.awaitEnd(System.nanoTime() + END_WAIT.toNanos()));
    attachment.start();
    return attachment;
  }

  /** Attachments of the configuration count, and are always made: the operator chose them. */
  private void requireRoom(String stream, Origin origin)
      throws AddressException, SourceRefusedException {
    if (closed) {
      throw new AddressException("The service is stopping.");
    }
    if (origin == Origin.API && byStream.size() >= settings.most && !byStream.containsKey(stream)) {
      refused.increment();
      log.log(
          Level.WARNING,
          "full",
          "A source was not attached: %d streams have one, as many as sources.max allows."
              .formatted(byStream.size()));
      throw new SourceRefusedException(
          SourceRefusedException.Cause.FULL,
          ("%d streams have an attached source, as many as sources.max allows. Detach one by DELETE"
                  + " /api/streams/STREAM/source, or have the operator raise sources.max.")
              .formatted(byStream.size()));
    }
  }

  /** The earlier one plays on, unless the two cannot be connected together. */
  private void follow(Attachment next, Attachment earlier) {
    if (sources.takeOver() && !next.excludes(earlier)) {
      next.follows(earlier);
    } else {
      earlier.detach(SourceEnd.DETACHED);
    }
  }

  /** Whether there is a control channel. */
  public boolean controls() {
    return all().stream().anyMatch(attachment -> attachment.control().isPresent());
  }

  /** Has a message sent in the control channel of a stream, if there is one. Does not wait. */
  public void tell(String stream, ControlMessage message) {
    find(stream).flatMap(Attachment::control).ifPresent(control -> control.offer(message));
  }

  /** Detaches the source of a stream at once; false if there is none. */
  public boolean detach(String stream) {
    Optional<Attachment> removed;
    lock.lock();
    try {
      removed = Optional.ofNullable(byStream.remove(stream));
    } finally {
      lock.unlock();
    }
    removed.ifPresent(attachment -> attachment.detach(SourceEnd.DETACHED));
    return removed.isPresent();
  }

  /** The attachment of a stream. */
  public Optional<Attachment> find(String stream) {
    lock.lock();
    try {
      return Optional.ofNullable(byStream.get(stream));
    } finally {
      lock.unlock();
    }
  }

  /** All attachments. */
  public List<Attachment> all() {
    lock.lock();
    try {
      return List.copyOf(byStream.values());
    } finally {
      lock.unlock();
    }
  }

  /** Connections that failed so far. */
  public long errors() {
    return errors.sum();
  }

  /** Attachments refused so far because of their number. */
  public long refused() {
    return refused.sum();
  }

  /** Messages of all data channels. */
  public DataCounters dataCounters() {
    return opener.dataCounters();
  }

  /** Messages of all control channels. */
  public ControlCounters controlCounters() {
    return opener.controlCounters();
  }

  private void look(long nowNanos) {
    all().forEach(attachment -> attachment.look(nowNanos));
  }

  private void wake(String stream) {
    find(stream).ifPresent(Attachment::wake);
  }

  /** Detaches all sources, and waits for a moment until their threads have ended. */
  @Override
  public void close() {
    List<Attachment> open;
    lock.lock();
    try {
      closed = true;
      open = List.copyOf(byStream.values());
      byStream.clear();
    } finally {
      lock.unlock();
    }
    open.forEach(attachment -> attachment.detach(SourceEnd.SHUTDOWN));
    long deadlineNanos = System.nanoTime() + END_WAIT.toNanos();
    open.forEach(attachment -> attachment.awaitEnd(deadlineNanos));
  }
}
