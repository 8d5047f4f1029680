package dev.sluice.source.attach;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.ControlMessage;
import dev.sluice.source.data.DataCounters;
import dev.sluice.source.data.ReceivedData;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceJoin;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.supervisor.SupervisedInlet;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Reach;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** The attachments by the name of their stream. Thread-safe. */
public final class Attachments implements AutoCloseable {
  private static final Duration LOOK_PERIOD = Duration.ofMillis(500);
  private static final Duration END_WAIT = Duration.ofSeconds(5);

  private final Streams streams;
  private final Sources sources;
  private final AttachSettings settings;
  private final Map<String, Transport.Factory> transports;
  private final ChannelTransports channels;
  private final AttachedSource.Surroundings surroundings;
  private final LongAdder errors = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final DataCounters dataCounters = new DataCounters();
  private final ControlCounters controlCounters = new ControlCounters();
  private final RateLimitedLog log =
      new RateLimitedLog(System.getLogger(Attachments.class.getName()), System::nanoTime);
  private final RateLimitedLog dataLog = ReceivedData.log();
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
    this.transports = new TreeMap<>(transports);
    this.channels = channels;
    FaultGuard faults = tasks.faults().guard("attached_source");
    this.surroundings =
        new AttachedSource.Surroundings(
            demand, this::occupied, errors, faults, silence.toNanos(), settings.idle.toNanos());
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
    Attachment attachment = opened(stream, plan, origin);
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

  /** Of a plan with an address that cannot be used, the others are released. */
  private Attachment opened(String stream, AttachmentPlan plan, Origin origin)
      throws AddressException {
    List<AttachedSource> opened = new ArrayList<>();
    try {
      open(opened, stream, plan, origin);
      return new Attachment(
          stream,
          plan,
          origin,
          opened,
          attachedData(stream, plan, origin),
          attachedControl(stream, plan, origin));
    } catch (AddressException e) {
      opened.forEach(AttachedSource::discard);
      throw e;
    }
  }

  private void open(
      List<AttachedSource> attached, String stream, AttachmentPlan plan, Origin origin)
      throws AddressException {
    if (!plan.fallbacks().isEmpty() && !sources.standBy()) {
      throw new AddressException(
          "fallbacks need ingest.takeover: priority, so that they stand by.");
    }
    int parts = plan.addresses().size();
    SourceJoin join = new SourceJoin(parts);
    for (int i = 0; i < parts; i++) {
      Optional<SourceJoin.Part> part = parts > 1 ? Optional.of(join.part(i)) : Optional.empty();
      attached.add(attached(stream, plan, plan.addresses().get(i), plan.priority(), part, origin));
    }
    int priority = plan.priority();
    for (SourceAddress address : plan.fallbacks()) {
      priority--;
      attached.add(attached(stream, plan, address, priority, Optional.empty(), origin));
    }
  }

  private AttachedSource attached(
      String stream,
      AttachmentPlan plan,
      SourceAddress address,
      int priority,
      Optional<SourceJoin.Part> part,
      Origin origin)
      throws AddressException {
    Transport.Factory factory = transports.get(address.scheme());
    if (factory == null) {
      throw new AddressException(
          "Sources with %s addresses are not known; known are %s."
              .formatted(address.scheme(), String.join(", ", transports.keySet())));
    }
    Transport transport = open(factory, stream, plan, address, origin);
    SourceRequest whole =
        new SourceRequest(stream, new SourceClient("", address.toString()))
            .withPriority(priority)
            .withUnpaced(transport.unpaced());
    SourceRequest request = part.map(whole::withPart).orElse(whole);
    return new AttachedSource(
        stream,
        plan,
        address,
        priority,
        transport,
        listener -> new SupervisedInlet(sources, request, listener),
        surroundings,
        backoff(),
        InstantSource.system());
  }

  private Transport open(
      Transport.Factory factory,
      String stream,
      AttachmentPlan plan,
      SourceAddress address,
      Origin origin)
      throws AddressException {
    Transport transport = factory.open(request(stream, plan, address, origin));
    if (origin == Origin.CONFIGURATION) {
      return transport;
    }
    if (!transport.exclusive()) {
      // The others listen at an address of this machine.
      settings.allowed.requireHost(address);
    }
    return settings.allowed.judged(address, transport);
  }

  private TransportRequest request(
      String stream, AttachmentPlan plan, SourceAddress address, Origin origin)
      throws AddressException {
    Reach reach = AllowedSources.everywhere();
    if (origin == Origin.API) {
      settings.allowed.require(address);
      reach = settings.allowed.reach();
    }
    return new TransportRequest(stream, address, reach, plan.verifiesCertificates());
  }

  private Backoff backoff() {
    return new Backoff(settings.firstRetry, settings.longestRetry, ThreadLocalRandom.current());
  }

  private List<AttachedData> attachedData(String stream, AttachmentPlan plan, Origin origin)
      throws AddressException {
    List<AttachedData> attached = new ArrayList<>();
    for (SourceAddress address : plan.data()) {
      InstantSource clock = InstantSource.system();
      attached.add(
          new AttachedData(
              open(channels.data(), stream, plan, address, origin),
              new AttachmentProgress("data channel", stream, address, 0, errors, clock),
              new ReceivedData(address.toString(), stream, dataCounters, dataLog, clock),
              () -> isWanted(stream, plan),
              backoff(),
              surroundings.faults(),
              surroundings.idleNanos()));
    }
    return attached;
  }

  private Optional<AttachedControl> attachedControl(
      String stream, AttachmentPlan plan, Origin origin) throws AddressException {
    if (plan.control().isEmpty()) {
      return Optional.empty();
    }
    SourceAddress address = plan.control().get();
    if (origin == Origin.API) {
      settings.allowed.requireHost(address);
    }
    return Optional.of(
        new AttachedControl(
            channels.control().open(request(stream, plan, address, origin)),
            new AttachmentProgress(
                "control channel", stream, address, 0, errors, InstantSource.system()),
            () -> isWanted(stream, plan),
            backoff(),
            surroundings.faults(),
            controlCounters));
  }

  private boolean isWanted(String stream, AttachmentPlan plan) {
    return !plan.onDemand() || surroundings.demand().wanted(stream);
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
    return dataCounters;
  }

  /** Messages of all control channels. */
  public ControlCounters controlCounters() {
    return controlCounters;
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
