package dev.sluice.stream;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import dev.sluice.rtc.rtp.PacketTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Access units and settings for tests of the log. */
final class LogFixture {
  static final LogLimits SMALL = new LogLimits(4096, 64, 256, 90_000 * 10);
  static final StreamSettings SETTINGS =
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
              Duration.ofSeconds(10)));
  static final TrackSet BOTH =
      new TrackSet(
          List.of(
              new Track(Track.VIDEO, 256, Codec.H264, 0),
              new Track(Track.AUDIO, 257, Codec.OPUS, 2)));

  private LogFixture() {}

  static VideoConfig config(int id) {
    return new VideoConfig(id, List.of(new byte[] {0x67}), 0x42C01F, 1280, 720);
  }

  static AccessUnit unit(int trackId, long ticks90k, boolean key) {
    return new AccessUnit(trackId, ticks90k, ticks90k, ticks90k, ticks90k, 1, key, false);
  }

  static PacketTable onePacket(int length) {
    PacketTable table = new PacketTable();
    table.add(0, length, 0);
    return table;
  }
}
