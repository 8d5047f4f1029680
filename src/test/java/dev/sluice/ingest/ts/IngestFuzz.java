package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.Track;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.Takeover;
import java.time.Duration;
import java.util.Map;

/**
 * Fuzz target: any bytes as a transport stream, down to the log. Time in the log never stands still
 * or goes back, every picture is a row of NAL units behind their lengths, every packet lies in its
 * picture.
 */
public final class IngestFuzz {
  private static final int PIECE_BYTES = 4096;
  private static final long PIECE_NANOS = 10_000_000;
  private static final StreamSettings SETTINGS =
      GivenSettings.of(
          StreamSettings::new,
          Map.of(
              "stream.log.videoMegabytes", 1 << 18,
              "stream.log.audioKilobytes", 1 << 18,
              "stream.log.seconds", Duration.ofDays(100)));
  private static final int MAX_TRACKS = 64;

  private IngestFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Streams streams = streams();
    TsIngest ingest = new TsIngest(open(streams));
    long nanos = 0;
    for (int at = 0; at < input.length; at += PIECE_BYTES) {
      ingest.feed(input, at, Math.min(PIECE_BYTES, input.length - at), nanos);
      nanos += PIECE_NANOS;
      ingest.idle(nanos);
    }
    ingest.end(nanos);
    check(streams);
  }

  /** A stream whose logs keep everything. */
  public static Streams streams() {
    return new Streams(SETTINGS, new WallClock(0));
  }

  /** Checks all logs of the stream. */
  public static void check(Streams streams) {
    for (int track = 0; track < MAX_TRACKS; track++) {
      TrackLog log = streams.find("fuzz").orElseThrow().log(track);
      if (log != null) {
        check(track, log);
      }
    }
  }

  /** Opens a source of the stream. */
  public static Publication open(Streams streams) {
    try {
      return streams.openSource("fuzz", Takeover.REPLACE, 0, () -> {});
    } catch (SourceRefusedException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(int track, TrackLog log) {
    LogEntry entry = new LogEntry();
    long last = Long.MIN_VALUE;
    for (long i = log.tail(); i < log.head(); i++) {
      if (!log.read(i, entry)) {
        throw new AssertionError("entry %d of track %d is gone".formatted(i, track));
      }
      if (entry.dtsTicks90k() <= last || entry.ptsTicks90k() < entry.dtsTicks90k()) {
        throw new AssertionError(
            "entry %d of track %d: PTS %d, DTS %d behind DTS %d"
                .formatted(i, track, entry.ptsTicks90k(), entry.dtsTicks90k(), last));
      }
      last = entry.dtsTicks90k();
      for (int p = 0; p < entry.packetCount(); p++) {
        long packet = log.packet(entry, p);
        if (PacketTable.offset(packet) + PacketTable.length(packet) > entry.length()) {
          throw new AssertionError("packet %d of entry %d of track %d".formatted(p, i, track));
        }
      }
      if (track == Track.VIDEO) {
        byte[] bytes = new byte[entry.length()];
        if (!log.copy(entry, 0, bytes.length, bytes, 0)) {
          throw new AssertionError("entry %d is gone".formatted(i));
        }
        checkBody(bytes, entry);
      }
    }
  }

  private static void checkBody(byte[] bytes, LogEntry entry) {
    int at = entry.contentOffset();
    while (at < entry.length()) {
      int length = Bytes.i32(bytes, at);
      if (length < 1 || length > entry.length() - at - 4) {
        throw new AssertionError("NAL unit of %d bytes at %d".formatted(length, at));
      }
      at += 4 + length;
    }
  }
}
