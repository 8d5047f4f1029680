package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.log.LogLines;
import dev.sluice.base.log.LogSettings;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.publish.Publication;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SourceLogTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final SourceClient CLIENT = new SourceClient("key", "192.0.2.7");

  private final LogLines lines = new LogLines();

  private static LogSettings settings(boolean addresses) {
    return GivenSettings.of(LogSettings::new, Map.of("log.addresses", addresses));
  }

  @Test
  void eachStreamHasItsLines() {
    SourceLog log = new SourceLog(lines.without(System.Logger.Level.DEBUG), settings(false));
    log.began("a", Publication.State.LIVE, CLIENT);
    log.began("b", Publication.State.LIVE, CLIENT);
    log.ended("a", SourceEnd.STALLED, 2 * SECOND, 188);
    log.began("a", Publication.State.LIVE, CLIENT);
    log.ended("b", SourceEnd.STALLED, 90 * SECOND, 376);
    assertEquals(
        List.of(
            "Stream 'a' has a source.",
            "Stream 'b' has a source.",
            "The source of stream 'a' ended (stalled) after 2.0 s and 188 bytes.",
            "Stream 'a' has a source.",
            "The source of stream 'b' ended (stalled) after 90.0 s and 376 bytes."),
        lines.lines());
  }

  @Test
  void theTracksAreDescribed() {
    TrackFormat video = TrackFormat.of(Codec.H264).sizePixels(1280, 720).build();
    new SourceLog(lines, settings(false))
        .tracks(
            "a",
            new TrackSet(
                List.of(
                    new Track(Track.VIDEO, video),
                    new Track(Track.AUDIO, TrackFormat.of(Codec.OPUS).channels(2).build()),
                    new Track(Track.FIRST_OTHER, TrackFormat.of(Codec.AAC).build()))));
    assertEquals(
        List.of(
            "The source of stream 'a' has H.264 1280x720, Opus with 2 channels, AAC (not played)."),
        lines.lines());
  }

  @Test
  void aSourceThatIsHeldBackIsNamedWithTheSetting() {
    new SourceLog(lines, settings(false)).heldBack("a");
    assertEquals(
        List.of(
            "The source of stream 'a' runs ahead of the clock, as a file at full speed does: it is"
                + " read in real time from now on (ingest.leadSeconds)."),
        lines.lines());
  }

  @Test
  void theAddressIsNamedOnlyAtDebugOrWhereTheSettingsSay() {
    new SourceLog(lines, settings(false)).began("a", Publication.State.STANDBY, CLIENT);
    new SourceLog(lines.without(System.Logger.Level.DEBUG), settings(true))
        .began("b", Publication.State.LIVE, CLIENT);
    assertEquals(
        List.of(
            "Stream 'a' has another source from 192.0.2.7, which stands by until it can"
                + " take over.",
            "Stream 'b' has a source from 192.0.2.7."),
        lines.lines());
  }
}
