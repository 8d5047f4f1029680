package dev.sluice.ingest.ts;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.golden.Chunking;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A stream with sources that write to it, and a look into its logs. */
public final class Rig {
  /** Stream time of the first access unit that arrives at nano 0. */
  static final long START = 1_000_000_000L;

  private static final Duration LOG_SPAN = Duration.ofDays(100);

  final Streams streams;
  final Stream stream;
  TsIngest ingest;

  /**
   * A log entry with copies of its bytes.
   *
   * @param pts counted from {@link #START}
   * @param dts counted from {@link #START}
   */
  public record Entry(
      int trackId,
      long pts,
      long dts,
      int formatId,
      boolean key,
      boolean discontinuity,
      byte[] bytes,
      int contentOffset,
      List<byte[]> payloads) {}

  Rig() {
    this(IngestSettings.DEFAULT, StreamSettings.ReorderedPictures.DROP);
  }

  /** Sends viewers reordered pictures. */
  static Rig sendingReordered() {
    return new Rig(IngestSettings.DEFAULT, StreamSettings.ReorderedPictures.SEND);
  }

  Rig(IngestSettings settings, StreamSettings.ReorderedPictures reordered) {
    streams =
        new Streams(
            GivenSettings.of(
                StreamSettings::new,
                Map.of(
                    "ingest.maxStreams",
                    4,
                    "ingest.reorderedPictures",
                    reordered,
                    "stream.lingerSeconds",
                    Duration.ofNanos(1),
                    "stream.log.audioKilobytes",
                    4 << 20,
                    "stream.log.seconds",
                    LOG_SPAN)),
            new WallClock(START));
    ingest = new TsIngest(TestStream.open(streams, "test"), settings);
    stream = streams.find("test").orElseThrow();
  }

  /** Another source prepares to take over. */
  TsIngest replace() {
    ingest = new TsIngest(TestStream.open(streams, "test"));
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

  /** A count by its name in the API. */
  long count(Enum<?> counter) {
    return ingest.counts().getOrDefault(counter.name().toLowerCase(Locale.ROOT), 0L);
  }

  /** All entries of a track's log. */
  List<Entry> log(int trackId) {
    return log(stream, trackId);
  }

  /** All entries of a track's log. */
  public static List<Entry> log(Stream stream, int trackId) {
    List<Entry> entries = new ArrayList<>();
    TrackLog log = stream.log(trackId);
    if (log == null) {
      return entries;
    }
    LogEntry entry = new LogEntry();
    for (long i = log.tail(); i < log.head(); i++) {
      log.read(i, entry);
      byte[] bytes = new byte[entry.length()];
      log.copy(entry, 0, bytes.length, bytes, 0);
      List<byte[]> payloads = new ArrayList<>();
      for (int p = 0; p < entry.packetCount(); p++) {
        payloads.add(payload(bytes, log.packet(entry, p)));
      }
      entries.add(
          new Entry(
              trackId,
              entry.ptsTicks90k() - START,
              entry.dtsTicks90k() - START,
              entry.formatId(),
              entry.key(),
              entry.discontinuity(),
              bytes,
              entry.contentOffset(),
              payloads));
    }
    return entries;
  }

  private static byte[] payload(byte[] bytes, long packet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = PacketTable.prefixBytes(packet) - 1; i >= 0; i--) {
      out.write(PacketTable.prefix(packet) >>> Byte.SIZE * i);
    }
    out.write(bytes, PacketTable.offset(packet), PacketTable.length(packet));
    return out.toByteArray();
  }

  /** Everything in the logs as text. */
  String dump() {
    return dump(stream, ingest.counts(), "ts_");
  }

  /** Everything in the logs as text, and the counts but those with a prefix. */
  public static String dump(Stream stream, Map<String, Long> counts, String container) {
    StringBuilder text = new StringBuilder();
    for (var track : Objects.requireNonNull(stream.tracks()).tracks()) {
      text.append("%d %s, %s%n".formatted(track.id(), track.format().label(), track.format()));
    }
    for (var track : stream.tracks().tracks()) {
      for (Entry entry : log(stream, track.id())) {
        text.append(line(entry));
      }
    }
    counts.forEach(
        (counter, count) -> {
          if (!counter.startsWith(container)) {
            text.append("%s %d%n".formatted(counter, count));
          }
        });
    return text.toString();
  }

  private static String line(Entry entry) {
    return "%d pts %d dts %d format %d bytes %d+%d hash %08x packets %d%s%s%n"
        .formatted(
            entry.trackId(),
            entry.pts(),
            entry.dts(),
            entry.formatId(),
            entry.contentOffset(),
            entry.bytes().length - entry.contentOffset(),
            Arrays.hashCode(entry.bytes()),
            entry.payloads().size(),
            entry.key() ? " key" : "",
            entry.discontinuity() ? " discontinuity" : "");
  }
}
