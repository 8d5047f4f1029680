package dev.sluice.stream.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.PublishCounter;
import dev.sluice.stream.publish.Supply;
import dev.sluice.stream.publish.SupplyKind;
import dev.sluice.stream.publish.UnplayedMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Played tracks that the service supplies because the source has none. */
class SupplyTest {
  private static final long MS = 90;
  private static final long T = 1_000_000;
  private static final byte[] OPUS_20_MS = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};
  private static final TrackFormat AAC = TrackFormat.of(Codec.AAC).channels(2).build();
  private static final TrackFormat H265 = TrackFormat.of(Codec.H265).build();
  private static final TrackFormat H264_PROMISED = TrackFormat.of(Codec.H264).build();

  private final Streams streams = new Streams(TestStream.SETTINGS, new WallClock(0));

  private Stream live() {
    return streams.find("live").orElseThrow();
  }

  private Publication source(TrackFormat... formats) {
    return TestStream.play(streams, "live", TestStream.tracks(formats));
  }

  private static AccessUnit sound(long ticks90k) {
    return TestStream.sound(ticks90k, OPUS_20_MS);
  }

  private static AccessUnit picture(long ticks90k, boolean key) {
    return TestStream.picture(ticks90k, key, 5);
  }

  private static void append(Publication source, AccessUnit unit) {
    TestStream.write(source, () -> source.append(unit));
  }

  private List<LogEntry> log(int trackId) {
    return TestStream.entries(live().logs(), trackId);
  }

  private List<Long> times(int trackId) {
    return log(trackId).stream().map(LogEntry::dtsTicks90k).toList();
  }

  @Test
  void aTranscodedSoundIsPlayedInPlaceOfTheSourcesAndNothingIsSaidAgainstIt() {
    Publication source = source(TestStream.H264, AAC);
    append(source, picture(T, true));
    assertFalse(UnplayedMedia.of(live().source()).isEmpty());
    assertFalse(live().negotiableTracks().hasAudio());

    try (Supply supply = live().supply(Track.AUDIO, SupplyKind.TRANSCODED, TestStream.OPUS)) {
      assertEquals(Map.of(), UnplayedMedia.of(live().source()));
      assertTrue(live().playable());
      assertEquals(TestStream.OPUS, live().negotiableTracks().byId(Track.AUDIO).get().format());
      assertFalse(live().tracks().hasAudio(), "the source has none of its own");
      assertTrue(supply.append(sound(T)));
      assertTrue(supply.append(sound(T + 20 * MS)));
      assertEquals(List.of(T, T + 20 * MS), times(Track.AUDIO));
      assertEquals(1, log(Track.AUDIO).getFirst().packetCount());
      assertEquals(2, supply.counters().get(PublishCounter.AUDIO_UNITS));
    }
    assertFalse(live().negotiableTracks().hasAudio(), "closed");
  }

  @Test
  void aTrackOfTheSourceComesBeforeAnySupply() {
    Publication source = source(TestStream.H264, TestStream.OPUS);
    Supply supply = live().supply(Track.AUDIO, SupplyKind.TRANSCODED, TestStream.OPUS);
    append(source, sound(T));
    assertFalse(supply.append(sound(T + 20 * MS)));
    assertEquals(List.of(T), times(Track.AUDIO));
    assertEquals(List.of(), live().source().supplied());

    TestStream.write(source, () -> source.setTracks(TestStream.tracks(TestStream.H264, AAC)));
    assertTrue(supply.append(sound(T + 40 * MS)), "the source has lost its own");
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
    assertFalse(supply.append(sound(T + 60 * MS)), "and has it again");
    append(source, sound(T + 60 * MS));
    assertEquals(List.of(T, T + 40 * MS, T + 60 * MS), times(Track.AUDIO));
  }

  @Test
  void silenceGivesWayToTranscodedSoundAndComesBackWhenThatEnds() {
    Publication unused = source(TestStream.H264, AAC);
    Supply silence = live().supply(Track.AUDIO, SupplyKind.SILENCE, TestStream.OPUS);
    assertTrue(silence.append(sound(T)));
    Supply transcoded = live().supply(Track.AUDIO, SupplyKind.TRANSCODED, TestStream.OPUS);
    assertFalse(silence.append(sound(T + 20 * MS)));
    assertTrue(transcoded.append(sound(T + 20 * MS)));
    transcoded.close();
    assertFalse(transcoded.append(sound(T + 40 * MS)));
    assertTrue(silence.append(sound(T + 40 * MS)));
    assertEquals(List.of(T, T + 20 * MS, T + 40 * MS), times(Track.AUDIO));
  }

  @Test
  void soundOfTheSourceThatOverlapsTheSuppliedIsDroppedAndKeepsItsTimes() {
    Publication source = source(TestStream.H264);
    Supply silence = live().supply(Track.AUDIO, SupplyKind.SILENCE, TestStream.OPUS);
    assertTrue(silence.append(sound(T)));
    assertTrue(silence.append(sound(T + 20 * MS)));
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
    append(source, sound(T + 15 * MS));
    append(source, sound(T + 35 * MS));
    append(source, sound(T + 55 * MS));
    assertEquals(List.of(T, T + 20 * MS, T + 55 * MS), times(Track.AUDIO));
    assertEquals(2, source.counters().get(PublishCounter.LATE_UNITS));
  }

  @Test
  void anAccessUnitBehindTheNewestIsDroppedAndCounted() {
    Publication unused = source(TestStream.H264, AAC);
    Supply supply = live().supply(Track.AUDIO, SupplyKind.TRANSCODED, TestStream.OPUS);
    assertTrue(supply.append(sound(T)));
    assertTrue(supply.append(sound(T + 10 * MS)), "not refused");
    assertTrue(supply.append(sound(T)));
    assertTrue(supply.append(sound(T + 19 * MS)), "stamps are rounded");
    assertEquals(List.of(T, T + 19 * MS), times(Track.AUDIO));
    assertEquals(2, supply.counters().get(PublishCounter.LATE_UNITS));
  }

  @Test
  void aSupplyOpenedWhenTheTracksBecomeKnownIsAwaitedByRequests() {
    List<Supply> opened = new ArrayList<>();
    streams.addSourceListener(
        stream -> {
          if (stream.tracks() != null && opened.isEmpty()) {
            assertFalse(stream.playable(), "nobody is answered before");
            opened.add(stream.supply(Track.VIDEO, SupplyKind.TRANSCODED, H264_PROMISED));
          }
        });
    Publication unused = source(H265);
    assertFalse(live().playable(), "its parameter sets are awaited");
    assertNull(live().videoFormat());
    opened.getFirst().setFormat(TestStream.H264);
    assertTrue(live().playable());
    assertTrue(live().source().unplayable().isEmpty());
    assertEquals(TestStream.H264, live().videoFormat());
  }

  @Test
  void aSuppliedPictureBeginsWithAKeyPictureAfterEachInterruption() {
    Publication source = source(H265);
    Supply supply = live().supply(Track.VIDEO, SupplyKind.TRANSCODED, H264_PROMISED);
    assertTrue(supply.append(picture(T, false)), "dropped, not refused");
    assertTrue(supply.append(picture(T + 33 * MS, true)));
    assertNotNull(live().videoFormat(), "the first picture brings the format");
    TestStream.write(source, () -> source.setTracks(TestStream.tracks(TestStream.H264)));
    assertFalse(supply.append(picture(T + 66 * MS, false)));
    TestStream.write(source, () -> source.setTracks(TestStream.tracks(H265)));
    assertTrue(supply.append(picture(T + 99 * MS, false)));
    assertTrue(supply.append(picture(T + 132 * MS, true)));
    assertEquals(List.of(T + 33 * MS, T + 132 * MS), times(Track.VIDEO));
    assertTrue(log(Track.VIDEO).stream().allMatch(LogEntry::key));
  }

  @Test
  void listenersHearOfTracksDemandAndTheEnd() throws Exception {
    List<String> heard = new ArrayList<>();
    streams.addSourceListener(
        stream -> heard.add(stream.state() + " " + stream.demand(Track.VIDEO)));
    Publication source = source(TestStream.H264);
    heard.clear();
    live().demandBegins(Track.VIDEO);
    live().demandBegins(Track.VIDEO);
    live().demandEnds(Track.VIDEO);
    assertEquals(List.of("LIVE 1"), heard);
    live().demandEnds(Track.VIDEO);
    assertEquals(List.of("LIVE 1", "LIVE 0"), heard);
    heard.clear();
    streams.closeSource(source, 0);
    assertEquals(List.of("STALLED 0"), heard);
    streams.look(1_000_000);
    assertEquals("ENDED 0", heard.getLast());

    heard.clear();
    assertTrue(streams.awaitPlayable("other", 1).isEmpty());
    assertEquals(List.of("WAITING 1", "ENDED 0"), heard, "a request waited and gave up");
  }

  @Test
  void aFaultyListenerDisturbsNobody() {
    streams.addSourceListener(
        stream -> {
          throw new IllegalStateException("on purpose");
        });
    TrackSet tracks = TestStream.BOTH;
    Publication unused = TestStream.play(streams, "live", tracks);
    assertTrue(live().playable());
  }

  @Test
  void anErrorOfAListenerEndsNeitherTheSourceNorTheNews() {
    List<String> told = new ArrayList<>();
    streams.addSourceListener(
        stream -> {
          told.add(stream.name());
          throw new OutOfMemoryError("of a test");
        });
    Publication source = source(AAC);
    int before = told.size();
    live().demandBegins(Track.AUDIO);
    assertTrue(told.size() > before);
    assertTrue(live().playable());
    streams.closeSource(source, 0);
  }
}
