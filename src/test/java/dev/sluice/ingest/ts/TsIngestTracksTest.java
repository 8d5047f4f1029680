package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsCounter;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.publish.PublishCounter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TsIngestTracksTest {
  private static final long LEAVE_NANOS = 1_000_000_000;

  /** As many as a section has room for. */
  private static final int HOSTILE_STREAMS = 190;

  private final FakeVideo video = new FakeVideo(2);
  private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
  private final Rig rig = new Rig();

  private TsMuxer muxer(int opusChannels) {
    TsMuxer muxer =
        new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, opusChannels, false);
    muxer.writeTables();
    return muxer;
  }

  private void write(TsMuxer muxer, long dts, byte[]... nalUnits) {
    byte[] unit = FakeVideo.annexB(nalUnits);
    muxer.writeVideo(dts, dts, false, unit, 0, unit.length);
  }

  private List<Integer> tracks() {
    rig.feed(ts.toByteArray(), 0);
    ts.reset();
    return assertNotNullTracks().stream().map(Track::id).toList();
  }

  private List<Track> assertNotNullTracks() {
    assertNotNull(rig.stream.tracks());
    return rig.stream.tracks().tracks();
  }

  @Test
  void soundThatComesLaterJoinsWithoutDisturbingThePicture() {
    TsMuxer alone = muxer(0);
    write(alone, 0, FakeVideo.SPS, FakeVideo.PPS, video.idr(100));
    write(alone, 3000, video.delta(100));
    assertEquals(List.of(0), tracks());
    TsMuxer both = muxer(2);
    write(both, 6000, video.delta(100));
    both.writeOpus(6000, List.of(OpusPacket.silence20Ms()));
    write(both, 9000, video.delta(100));
    assertEquals(List.of(0, 1), tracks());
    assertEquals(6000, rig.log(1).getFirst().pts());
    rig.ingest.end(0);
    assertEquals(
        List.of(0L, 3000L, 6000L, 9000L), rig.log(0).stream().map(Rig.Entry::dts).toList());
    assertEquals(0, rig.count(PublishCounter.BEFORE_FIRST_KEY));
  }

  @Test
  void soundThatGoesAndComesBackAsAnotherCodingIsATrackChange() {
    TsMuxer both = muxer(2);
    write(both, 0, FakeVideo.SPS, FakeVideo.PPS, video.idr(100));
    both.writeOpus(0, List.of(OpusPacket.silence20Ms()));
    assertEquals(List.of(0, 1), tracks());
    write(muxer(0), 3000, video.delta(100));
    assertEquals(List.of(0, 1), tracks(), "it may come back");
    rig.ingest.idle(LEAVE_NANOS);
    assertEquals(List.of(0), tracks());
    TsMuxer again = muxer(2);
    write(again, 6000, video.delta(100));
    again.writeOpus(6000, List.of(OpusPacket.silence20Ms()));
    assertEquals(List.of(0, 1), tracks());
    rig.ingest.end(0);
    assertEquals(List.of(0L, 3000L, 6000L), rig.log(0).stream().map(Rig.Entry::dts).toList());
    assertEquals(List.of(0L, 6000L), rig.log(1).stream().map(Rig.Entry::pts).toList());
    assertEquals(2, rig.ingest.transportCounters().get(TsCounter.PROGRAM_CHANGES));
  }

  @Test
  void programIsChosenByNumber() {
    Rig chosen =
        new Rig(
            GivenSettings.of(IngestSettings::new, Map.of("ingest.program", 7)),
            StreamSettings.ReorderedPictures.DROP);
    chosen.feed(dev.sluice.golden.Golden.bytes("ts/two-programs.ts"), 0);
    assertNotNull(chosen.stream.tracks());
    assertEquals(
        List.of(Codec.AAC), chosen.stream.tracks().tracks().stream().map(Track::codec).toList());
  }

  @Test
  void idsStayWithTheirPids() {
    TrackPlan plan = new TrackPlan(n -> Track.FIRST_OTHER + n);
    ElementaryStream picture = new ElementaryStream(256, 0x1B, Codec.H264, 0);
    ElementaryStream aac = new ElementaryStream(257, 0x0F, Codec.AAC, 0);
    ElementaryStream klv = new ElementaryStream(258, 0x06, Codec.KLV, 0);
    ElementaryStream opus = new ElementaryStream(259, 0x06, Codec.OPUS, 2);
    ElementaryStream surround = new ElementaryStream(260, 0x06, Codec.OPUS, 6);
    assertEquals(List.of(4, 0, 5), ids(plan, aac, picture, klv));
    assertEquals(List.of(5, 6, 1, 4), ids(plan, klv, surround, opus, aac));
    assertEquals(List.of(1, 5), ids(plan, opus, klv));
  }

  /** A picture for some viewers has a fixed id, unless there is one for all. */
  @Test
  void h265IsTheOriginalWithoutH264() {
    TrackPlan plan = new TrackPlan(n -> Track.FIRST_OTHER + n);
    ElementaryStream h265 = new ElementaryStream(256, 0x24, Codec.H265, 0);
    ElementaryStream second = new ElementaryStream(257, 0x24, Codec.H265, 0);
    ElementaryStream h264 = new ElementaryStream(258, 0x1B, Codec.H264, 0);
    assertEquals(List.of(Track.ORIGINAL_VIDEO, 4), ids(plan, h265, second));
    assertEquals(List.of(5, 4, Track.VIDEO), ids(plan, h265, second, h264));
    assertEquals(List.of(Track.ORIGINAL_VIDEO, 4), ids(plan, h265, second));
  }

  /** The same of sound with six channels in the order that browsers know. */
  @Test
  void surroundIsTheOriginalWithoutStereo() {
    TrackPlan plan = new TrackPlan(n -> Track.FIRST_OTHER + n);
    ElementaryStream surround = new ElementaryStream(256, 0x06, Codec.OPUS, 6, 4, "");
    ElementaryStream unordered = new ElementaryStream(257, 0x06, Codec.OPUS, 6, 0, "");
    ElementaryStream stereo = new ElementaryStream(258, 0x06, Codec.OPUS, 2);
    assertEquals(List.of(4, Track.ORIGINAL_AUDIO), ids(plan, unordered, surround));
    assertEquals(List.of(4, 5, Track.AUDIO), ids(plan, unordered, surround, stereo));
  }

  /** Table after table of a hostile source. Its cost must not grow with the cube of its length. */
  @Test
  @Timeout(10)
  void manyTracksThatChangeAreAssignedInTime() {
    TrackPlan plan = new TrackPlan(n -> Track.FIRST_OTHER + n);
    List<Integer> ids = List.of();
    for (int turn = 0; turn < 1000; turn++) {
      int pid = turn % 32 * 200 + 256;
      ids = ids(plan, hostile(pid));
    }
    assertEquals(HOSTILE_STREAMS, Set.copyOf(ids).size());
  }

  private static ElementaryStream[] hostile(int pid) {
    ElementaryStream[] streams = new ElementaryStream[HOSTILE_STREAMS];
    Arrays.setAll(streams, i -> new ElementaryStream(pid + i, 0x1B, Codec.H264, 0));
    return streams;
  }

  private static List<Integer> ids(TrackPlan plan, ElementaryStream... streams) {
    ProgramMap map = new ProgramMap(1, 4096, 256, List.of(streams));
    return plan.update(map).stream().map(planned -> planned.track().id()).toList();
  }
}
