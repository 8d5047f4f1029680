package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.Track;
import dev.sluice.media.TrackState;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.JoinedPublication;
import dev.sluice.stream.publish.Publication;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Pictures and sound of one source on two channels, each with a parser of its own. */
class JoinedPartsTest {
  private static final long MILLI = 1_000_000L;
  private static final long FRAME = 3000;
  private static final long PACKET = 1800;

  private final Streams streams =
      new Streams(
          GivenSettings.of(
              StreamSettings::new,
              Map.of(
                  "stream.log.audioKilobytes", 4 << 20, "stream.log.seconds", Duration.ofDays(1))),
          new WallClock(Rig.START));
  private final Publication publication = TestStream.open(streams, "live");
  private final Stream stream = streams.find("live").orElseThrow();
  private final JoinedPublication joined = new JoinedPublication(publication, 2);
  private final TsIngest first = new TsIngest(joined.part(0));
  private final TsIngest second = new TsIngest(joined.part(1));
  private final FakeVideo video = new FakeVideo(1);

  /** Pictures of 30 a second from a stamp on. */
  private byte[] pictures(long pts, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, at) -> out.write(array, at, 188), true, 0, true);
    muxer.writeTables();
    for (int i = 0; i < count; i++) {
      byte[] unit =
          i == 0
              ? FakeVideo.annexB(FakeVideo.AUD, FakeVideo.SPS, FakeVideo.PPS, video.idr(300))
              : FakeVideo.annexB(FakeVideo.AUD, video.delta(300));
      muxer.writeVideo(pts + i * FRAME, pts + i * FRAME, i == 0, unit, 0, unit.length);
    }
    return out.toByteArray();
  }

  /** Packets of 20 ms from a stamp on. */
  private static byte[] sound(long pts, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, at) -> out.write(array, at, 188), false, 2, true);
    muxer.writeTables();
    for (int i = 0; i < count; i++) {
      muxer.writeOpus(pts + i * PACKET, List.of(new byte[] {(byte) 0xFC, (byte) i, 1}));
    }
    return out.toByteArray();
  }

  private static void feed(TsIngest ingest, byte[] bytes, long millis) {
    assertTrue(ingest.feed(bytes, 0, bytes.length, millis * MILLI));
    assertTrue(ingest.endSegment(millis * MILLI));
  }

  private long firstPts(int track) {
    return Rig.log(stream, track).getFirst().pts();
  }

  @Test
  void tracksKeepTheDistanceOfTheirStamps() {
    feed(first, pictures(900_000, 30), 0);
    feed(second, sound(900_000 + 450, 50), 180);
    assertEquals(450, firstPts(Track.AUDIO) - firstPts(Track.VIDEO));
    assertEquals(30, Rig.log(stream, Track.VIDEO).size());
    assertEquals(50, Rig.log(stream, Track.AUDIO).size());
    for (int segment = 1; segment < 60; segment++) {
      feed(second, sound(900_450 + segment * 90_000L, 50), segment * 1000L);
      feed(first, pictures(900_000 + segment * 90_000L, 30), segment * 1000L + 300);
    }
    List<Rig.Entry> heard = Rig.log(stream, Track.AUDIO);
    List<Rig.Entry> seen = Rig.log(stream, Track.VIDEO);
    assertEquals(90_000L - PACKET, heard.getLast().pts() - heard.get(heard.size() - 50).pts());
    assertEquals(450 + FRAME - PACKET, heard.getLast().pts() - seen.getLast().pts());
  }

  @Test
  void viewersWaitForAllParts() {
    feed(first, pictures(0, 30), 0);
    assertFalse(stream.playable());
    feed(second, sound(0, 50), 100);
    assertTrue(stream.playable());
    assertEquals(2, stream.tracks().tracks().size());
    assertEquals(30, Rig.log(stream, Track.VIDEO).size());
  }

  @Test
  void viewersDoNotWaitForAPartThatDoesNotCome() {
    feed(first, pictures(0, 30), 0);
    feed(first, pictures(90_000, 30), 1900);
    assertFalse(stream.playable());
    feed(first, pictures(180_000, 30), 2600);
    assertTrue(stream.playable());
    feed(second, sound(180_000, 50), 2700);
    assertTrue(stream.tracks().hasAudio());
  }

  @Test
  void partThatEndsLeavesTheOtherPlaying() {
    feed(first, pictures(0, 30), 0);
    feed(second, sound(0, 50), 0);
    second.end(1000 * MILLI);
    joined.ended(1);
    for (int i = 1; i < 20; i++) {
      feed(first, pictures(i * 90_000L, 30), i * 1000L);
    }
    assertEquals(600, Rig.log(stream, Track.VIDEO).size());
    assertTrue(stream.playable());
    assertEquals(TrackState.NO_DATA, stream.health().ofTrack(Track.AUDIO).orElseThrow().state());

    // Its connection is opened again.
    feed(new TsIngest(joined.part(1)), sound(20 * 90_000L, 50), 20_000);
    assertEquals(100, Rig.log(stream, Track.AUDIO).size());
    long gap =
        Rig.log(stream, Track.AUDIO).get(50).pts() - Rig.log(stream, Track.AUDIO).get(49).pts();
    assertEquals(19 * 90_000L + PACKET, gap);
  }

  @Test
  void secondPicturesAreNotSent() {
    feed(first, pictures(0, 30), 0);
    feed(second, pictures(0, 30), 0);
    assertEquals(30, Rig.log(stream, Track.VIDEO).size());
    assertEquals(1, stream.tracks().tracks().size());
    assertEquals(1, stream.health().warnings().size());
  }

  @Test
  void countsOfTheStreamAreToldOnce() {
    feed(first, pictures(0, 30), 0);
    feed(second, sound(0, 50), 0);
    assertEquals(30L, counts().get("video_units"));
    TreeMap<String, Long> past = new TreeMap<>(first.counts());
    joined.ended(0);
    feed(second, sound(90_000, 50), 1000);
    second.counts().forEach((name, count) -> past.merge(name, count, Long::sum));
    assertEquals(30L, past.get("video_units"));
    assertEquals(100L, past.get("audio_units"));
  }

  private TreeMap<String, Long> counts() {
    TreeMap<String, Long> sum = new TreeMap<>(first.counts());
    second.counts().forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }

  @Test
  void preparedPartsTakeOverTogether() {
    TestStream.write(publication, () -> publication.setTracks(TestStream.BOTH));
    Publication next = TestStream.open(streams, "live");
    JoinedPublication swap = new JoinedPublication(next, 2);
    feed(new TsIngest(swap.part(0)), pictures(0, 30), 0);
    assertEquals(Publication.State.STANDBY, next.state());
    TsIngest sound = new TsIngest(swap.part(1));
    feed(sound, sound(0, 50), 100);
    assertEquals(Publication.State.STANDBY, next.state());
    feed(new TsIngest(swap.part(0)), pictures(90_000, 30), 1000);
    assertEquals(Publication.State.LIVE, next.state());
    feed(sound, sound(90_000, 50), 1100);
    assertEquals(50, Rig.log(stream, Track.AUDIO).size());
    assertEquals(firstPts(Track.VIDEO), firstPts(Track.AUDIO));
  }
}
