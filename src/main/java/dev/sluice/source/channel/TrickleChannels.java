package dev.sluice.source.channel;

import dev.sluice.source.supervisor.SourceJoin;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The channels by name. Thread-safe. */
public final class TrickleChannels implements AutoCloseable {
  private static final long STALE_SECONDS = 300;
  private static final String LASTING = "_";
  private static final List<String> PARTS = List.of("-video", "-audio");

  private final Streams streams;
  private final Sources sources;
  private final int most;
  private final SegmentMemory memory;
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
    String stream = streamOf(name);
    Optional<SourceJoin.Part> part = Optional.empty();
    if (!stream.equals(name)) {
      SourceJoin join = joins.computeIfAbsent(stream, one -> new SourceJoin(PARTS.size()));
      part = Optional.of(join.part(PARTS.indexOf(name.substring(stream.length()))));
    }
    return new PublishedChannel(channel, stream, part, feed(stream, contentType));
  }

  /** Name of the stream that a channel feeds: its own, without the suffix of a part. */
  static String streamOf(String channel) {
    return PARTS.stream()
        .filter(part -> channel.endsWith(part) && channel.length() > part.length())
        .map(part -> channel.substring(0, channel.length() - part.length()))
        .findFirst()
        .orElse(channel);
  }

  private Optional<ChannelFeed> feed(String stream, String contentType) {
    return isMedia(contentType)
        ? Optional.of(
            new ChannelFeed(
                sources,
                () ->
                    streams
                        .find(stream)
                        .filter(found -> found.state() == StreamState.LIVE)
                        .isPresent()))
        : Optional.empty();
  }

  /** Whether segments of that type may be transport streams; workers label them in many ways. */
  private static boolean isMedia(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    return type.isEmpty()
        || type.startsWith("video/")
        || type.startsWith("audio/")
        || type.startsWith("application/octet-stream");
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

  /** Ends the channels that nobody has published in for five minutes, and sources that stalled. */
  public void sweep(long nowNanos) {
    for (PublishedChannel one : all()) {
      one.feed().ifPresent(ChannelFeed::sweep);
      String name = one.channel().name();
      if (!name.startsWith(LASTING) && one.channel().staleAt(nowNanos, STALE_SECONDS)) {
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
