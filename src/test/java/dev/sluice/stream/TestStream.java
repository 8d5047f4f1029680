package dev.sluice.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.LogLimits;
import dev.sluice.stream.log.StreamLog;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.SourceSink;
import dev.sluice.stream.publish.Takeover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tracks, formats, access units and settings for tests of streams and their logs. */
public final class TestStream {
  /** Limits of a log that is soon full. */
  public static final LogLimits SMALL = new LogLimits(4096, 64, 256, 90_000 * 10);

  /** Two streams at most, with small logs, without silence. */
  public static final StreamSettings SETTINGS =
      GivenSettings.of(
          StreamSettings::new,
          Map.of(
              "ingest.maxStreams",
              2,
              "stream.lingerSeconds",
              Duration.ofNanos(1_000),
              "stream.log.videoMegabytes",
              4096,
              "stream.log.audioKilobytes",
              4096,
              "stream.log.seconds",
              Duration.ofSeconds(10),
              "audio.silence",
              false));

  /** H.264 with parameter sets. */
  public static final TrackFormat H264 = h264(0x42C01F);

  /** Opus, stereo. */
  public static final TrackFormat OPUS = TrackFormat.of(Codec.OPUS).channels(2).build();

  /** A picture and sound, both ready to be played. */
  public static final TrackSet BOTH = tracks(H264, OPUS);

  private TestStream() {}

  /** H.264 of a profile and level, with parameter sets. */
  public static TrackFormat h264(int profileLevelId) {
    return TrackFormat.of(Codec.H264)
        .parameterSets(List.of(new byte[] {0x67, 1}, new byte[] {0x68, 2}))
        .profileLevelId(profileLevelId)
        .sizePixels(640, 360)
        .build();
  }

  /** One track for each format: H.264 and Opus are played, others are not. */
  public static TrackSet tracks(TrackFormat... formats) {
    List<Track> tracks = new ArrayList<>();
    for (TrackFormat format : formats) {
      tracks.add(
          switch (format.codec()) {
            case H264 -> new Track(Track.VIDEO, format);
            case OPUS -> new Track(Track.AUDIO, format);
            default -> new Track(Track.FIRST_OTHER + tracks.size(), format);
          });
    }
    return new TrackSet(tracks);
  }

  /** Opens a stream for a source that may replace another. */
  public static Publication open(Streams streams, String name) {
    try {
      return streams.openSource(name, Takeover.REPLACE, 0, () -> {});
    } catch (SourceRefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** Streams that refuse more, because the buffers of their sources take all memory of logs. */
  public static Streams withoutMemory() {
    Streams streams =
        new Streams(
            GivenSettings.of(StreamSettings::new, Map.of("stream.log.totalMegabytes", 1)),
            new WallClock(0));
    while (!streams.memory().scarce()) {
      Publication unused = play(streams, "early" + streams.list().size(), BOTH);
    }
    return streams;
  }

  /** Lets a source write. */
  public static void write(SourceSink source, Runnable calls) {
    if (!source.enter()) {
      throw new AssertionError("another source has taken over");
    }
    try {
      calls.run();
    } finally {
      source.leave();
    }
  }

  /** Makes the caller the source of a stream with these tracks, in place of any other source. */
  public static Publication play(Streams streams, String name, TrackSet tracks) {
    Publication source = open(streams, name);
    write(source, () -> source.setTracks(tracks));
    return source;
  }

  /** An access unit without content. */
  public static AccessUnit unit(int trackId, TrackFormat format, long ticks90k, boolean key) {
    return new AccessUnit(trackId, format)
        .setTimes(ticks90k, ticks90k)
        .setArrival(ticks90k)
        .setKey(key);
  }

  /** A picture of one NAL unit, behind its length. */
  public static AccessUnit picture(long ticks90k, boolean key, int nalBytes) {
    byte[] nal = new byte[nalBytes];
    nal[0] = (byte) (key ? 0x65 : 0x41);
    return picture(ticks90k, key, nal);
  }

  /** A picture of one NAL unit, behind its length. */
  public static AccessUnit picture(long ticks90k, boolean key, byte[] nal) {
    byte[] content = new byte[4 + nal.length];
    Bytes.put32(content, 0, nal.length);
    System.arraycopy(nal, 0, content, 4, nal.length);
    return unit(Track.VIDEO, H264, ticks90k, key).setContent(content, 0, content.length);
  }

  /** An Opus packet. */
  public static AccessUnit sound(long ticks90k, byte... packet) {
    return unit(Track.AUDIO, OPUS, ticks90k, true).setContent(packet, 0, packet.length);
  }

  /** The table of one packet. */
  public static PacketTable onePacket(int length) {
    PacketTable table = new PacketTable();
    table.add(0, length, 0);
    return table;
  }

  /** The entries of a track's log; none if there is no such log. */
  public static List<LogEntry> entries(StreamLog logs, int trackId) {
    TrackLog log = logs.log(trackId);
    List<LogEntry> entries = new ArrayList<>();
    for (long i = log == null ? 0 : log.tail(); log != null && i < log.head(); i++) {
      LogEntry entry = new LogEntry();
      assertTrue(log.read(i, entry));
      entries.add(entry);
    }
    return entries;
  }
}
