package dev.sluice.ingest.ts;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.golden.Chunking;
import dev.sluice.media.AccessUnit;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.LogEntry;
import dev.sluice.stream.SourceLease;
import dev.sluice.stream.SourceRefusedException;
import dev.sluice.stream.Stream;
import dev.sluice.stream.StreamSettings;
import dev.sluice.stream.Streams;
import dev.sluice.stream.TrackLog;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A stream with sources that write to it, and a look into its logs. */
final class Rig {
  /** Stream time of the first access unit that arrives at nano 0. */
  static final long START = 1_000_000_000L;

  private static final Duration LOG_SPAN = Duration.ofDays(100);

  final Streams streams =
      new Streams(
          GivenSettings.of(
              StreamSettings::new,
              Map.of(
                  "ingest.maxStreams",
                  4,
                  "stream.lingerSeconds",
                  Duration.ofNanos(1),
                  "stream.log.audioKilobytes",
                  4 << 20,
                  "stream.log.seconds",
                  LOG_SPAN)),
          new WallClock(START));
  final Stream stream;
  private final SourceLease lease;
  TsIngest ingest;

  /** A log entry with copies of its bytes. */
  record Entry(AccessUnit unit, byte[] bytes, int bodyOffset, List<byte[]> payloads) {
    long pts() {
      return unit.ptsTicks90k() - START;
    }

    long dts() {
      return unit.dtsTicks90k() - START;
    }
  }

  Rig() {
    this(IngestSettings.DEFAULT);
  }

  Rig(IngestSettings settings) {
    lease = open();
    stream = lease.stream();
    ingest = new TsIngest(lease, settings);
  }

  /** Does something as the writer does it. */
  void entered(Runnable action) {
    stream.writer().enter(lease.epoch());
    try {
      action.run();
    } finally {
      stream.writer().leave();
    }
  }

  private SourceLease open() {
    try {
      return streams.openSource("test", true);
    } catch (SourceRefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** Another source takes over. */
  TsIngest replace() {
    ingest = new TsIngest(open());
    return ingest;
  }

  /** Feeds all at once, at that time. */
  Rig feed(byte[] bytes, long nowNanos) {
    ingest.feed(bytes, 0, bytes.length, nowNanos);
    return this;
  }

  /** Feeds all in pieces at time 0, and ends. */
  Rig whole(byte[] bytes, Chunking chunking) {
    chunking.feed(bytes, (data, offset, length) -> ingest.feed(data, offset, length, 0));
    ingest.end(0);
    return this;
  }

  long count(IngestCounter counter) {
    return ingest.counters().get(counter);
  }

  /** All entries of a track's log. */
  List<Entry> log(int trackId) {
    List<Entry> entries = new ArrayList<>();
    TrackLog log = stream.log(trackId);
    if (log == null) {
      return entries;
    }
    LogEntry entry = new LogEntry();
    for (long i = log.tail(); i < log.head(); i++) {
      log.read(i, entry);
      int from = entry.slabOffset();
      byte[] bytes = Arrays.copyOfRange(log.slab(), from, from + entry.length());
      List<byte[]> payloads = new ArrayList<>();
      for (int p = 0; p < entry.packetCount(); p++) {
        payloads.add(payload(bytes, log.packet(entry, p)));
      }
      entries.add(new Entry(entry.toAccessUnit(), bytes, entry.bodyOffset(), payloads));
    }
    return entries;
  }

  private static byte[] payload(byte[] bytes, long packet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int prefix = PacketTable.fuPrefix(packet);
    if (prefix != PacketTable.NO_FU_PREFIX) {
      out.write(prefix >>> 8);
      out.write(prefix);
    }
    out.write(bytes, PacketTable.offset(packet), PacketTable.length(packet));
    return out.toByteArray();
  }

  /** Everything in the logs as text. */
  String dump() {
    StringBuilder text = new StringBuilder();
    for (var track : Objects.requireNonNull(stream.tracks()).tracks()) {
      text.append(track).append('\n');
    }
    if (stream.videoConfig() != null) {
      text.append(stream.videoConfig()).append('\n');
    }
    for (var track : stream.tracks().tracks()) {
      for (Entry entry : log(track.id())) {
        text.append(line(entry));
      }
    }
    ingest
        .counters()
        .snapshot()
        .forEach((counter, count) -> text.append("%s %d%n".formatted(counter, count)));
    return text.toString();
  }

  private static String line(Entry entry) {
    AccessUnit unit = entry.unit();
    return "%d pts %d dts %d source %d config %d bytes %d+%d hash %08x packets %d%s%s%n"
        .formatted(
            unit.trackId(),
            entry.pts(),
            entry.dts(),
            unit.sourcePts33(),
            unit.configId(),
            entry.bodyOffset(),
            entry.bytes().length - entry.bodyOffset(),
            Arrays.hashCode(entry.bytes()),
            entry.payloads().size(),
            unit.key() ? " key" : "",
            unit.discontinuity() ? " discontinuity" : "");
  }
}
