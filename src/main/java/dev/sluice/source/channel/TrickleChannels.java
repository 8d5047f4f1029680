package dev.sluice.source.channel;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.ControlMessage;
import dev.sluice.source.data.DataCounters;
import dev.sluice.source.data.DataView;
import dev.sluice.source.data.ReceivedData;
import dev.sluice.source.supervisor.SourceJoin;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** The channels by name. Thread-safe. */
public final class TrickleChannels implements AutoCloseable {
  private static final long STALE_SECONDS = 300;
  private static final String LASTING = "_";

  private final Streams streams;
  private final Sources sources;
  private final int most;
  private final SegmentMemory memory;
  private final DataCounters dataCounters = new DataCounters();
  private final ControlCounters controlCounters = new ControlCounters();
  private final RateLimitedLog dataLog = ReceivedData.log();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, PublishedChannel> byName = new HashMap<>();
  private final Map<String, SourceJoin> joins = new HashMap<>();
  private boolean closed;

  /** Without channels. */
  public TrickleChannels(Streams streams, Sources sources, TrickleSettings settings) {
    this.streams = streams;
    this.sources = sources;
    this.most = settings.maxChannels;
    this.memory = new SegmentMemory((long) settings.memoryMegabytes << 20);
  }

  /** The channel of that name. */
  Optional<PublishedChannel> find(String name) {
    lock.lock();
    try {
      return Optional.ofNullable(byName.get(name));
    } finally {
      lock.unlock();
    }
  }

  /**
   * The channel of that name; made if there is none.
   *
   * @return empty if there are too many channels
   */
  Optional<PublishedChannel> create(String name, String contentType, long nowNanos) {
    lock.lock();
    try {
      PublishedChannel known = byName.get(name);
      if (known == null && !closed && byName.size() < most) {
        known = newChannel(name, contentType, nowNanos);
        byName.put(name, known);
      }
      return Optional.ofNullable(known);
    } finally {
      lock.unlock();
    }
  }

  private PublishedChannel newChannel(String name, String contentType, long nowNanos) {
    TrickleChannel channel = new TrickleChannel(name, contentType, memory, nowNanos);
    String stream = ChannelKind.streamOf(name);
    ChannelKind kind = ChannelKind.of(name, contentType);
    return new PublishedChannel(
        channel,
        stream,
        kind == ChannelKind.MEDIA ? part(stream, ChannelKind.part(name)) : Optional.empty(),
        kind == ChannelKind.MEDIA ? Optional.of(feed(stream)) : Optional.empty(),
        kind == ChannelKind.DATA ? Optional.of(data(name, stream)) : Optional.empty(),
        kind == ChannelKind.CONTROL
            ? Optional.of(new ControlChannel(channel, controlCounters, nowNanos))
            : Optional.empty());
  }

  private Optional<SourceJoin.Part> part(String stream, int part) {
    return part < 0
        ? Optional.empty()
        : Optional.of(
            joins.computeIfAbsent(stream, one -> new SourceJoin(ChannelKind.parts())).part(part));
  }

  private ReceivedData data(String name, String stream) {
    return new ReceivedData(name, stream, dataCounters, dataLog, InstantSource.system());
  }

  private ChannelFeed feed(String stream) {
    return new ChannelFeed(
        sources,
        () -> streams.find(stream).filter(found -> found.state() == StreamState.LIVE).isPresent());
  }

  /** Ends a channel; returns whether there was one. */
  boolean end(String name) {
    PublishedChannel removed;
    lock.lock();
    try {
      removed = byName.remove(name);
      joins.keySet().retainAll(byName.values().stream().map(PublishedChannel::stream).toList());
    } finally {
      lock.unlock();
    }
    if (removed == null) {
      return false;
    }
    removed.end();
    return true;
  }

  /**
   * Ends the channels that nobody has published in for five minutes or that workers have left, and
   * sources that stalled. Keeps control channels alive.
   */
  public void sweep(long nowNanos) {
    for (PublishedChannel one : all()) {
      one.feed().ifPresent(ChannelFeed::sweep);
      one.control().ifPresent(control -> control.keepAlive(nowNanos));
      String name = one.channel().name();
      boolean stale = !name.startsWith(LASTING) && one.channel().staleAt(nowNanos, STALE_SECONDS);
      if (stale || one.control().filter(control -> control.unaskedAt(nowNanos)).isPresent()) {
        boolean unused = end(name);
      }
    }
  }

  private List<PublishedChannel> all() {
    lock.lock();
    try {
      return new ArrayList<>(byName.values());
    } finally {
      lock.unlock();
    }
  }

  /** What the data channels of a stream have brought, by the name of the channel. */
  public Map<String, DataView> data(String stream) {
    Map<String, DataView> views = new TreeMap<>();
    for (PublishedChannel one : all()) {
      if (one.stream().equals(stream)) {
        one.data().ifPresent(data -> views.put(one.channel().name(), data.view()));
      }
    }
    return views;
  }

  /** Whether there is a control channel in which the service publishes. */
  public boolean controls() {
    return all().stream().anyMatch(one -> one.control().filter(ControlChannel::ours).isPresent());
  }

  /** Publishes a message in the control channel of a stream, if there is one. */
  public void tell(String stream, ControlMessage message, long nowNanos) {
    find(ChannelKind.control(stream))
        .flatMap(PublishedChannel::control)
        .ifPresent(control -> control.send(message, nowNanos));
  }

  /** Messages of all control channels. */
  public ControlCounters controlCounters() {
    return controlCounters;
  }

  /** Messages of all data channels. */
  public DataCounters dataCounters() {
    return dataCounters;
  }

  /** Count of channels. */
  public int count() {
    return all().size();
  }

  /** Memory that the segments of all channels take. */
  public long memoryBytes() {
    return memory.usedBytes();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    all().forEach(one -> end(one.channel().name()));
  }
}
