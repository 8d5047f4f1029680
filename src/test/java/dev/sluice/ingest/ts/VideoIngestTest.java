package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.stream.publish.PublishCounter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VideoIngestTest {
  private static final byte[] SEI = {6, 5, 1, 9, (byte) 0x80};

  private final FakeVideo video = new FakeVideo(1);
  private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
  private final TsMuxer muxer =
      new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 0, false);
  private final Rig rig = new Rig();
  private long dts = 1000;

  VideoIngestTest() {
    muxer.writeTables();
  }

  private void write(byte[]... nalUnits) {
    writeBytes(FakeVideo.annexB(nalUnits));
  }

  private void writeBytes(byte[] bytes) {
    muxer.writeVideo(dts, dts, false, bytes, 0, bytes.length);
    dts += 3000;
  }

  private List<Rig.Entry> run() {
    rig.feed(ts.toByteArray(), 0);
    rig.ingest.end(0);
    return rig.log(0);
  }

  private static void assertUnits(List<byte[]> actual, byte[]... expected) {
    assertEquals(FakeVideo.hex(List.of(expected)), FakeVideo.hex(actual));
  }

  @Test
  void keyFrameCarriesParameterSetsAndLeavesOutWhatNobodyNeeds() {
    byte[] idr = video.idr(5000);
    byte[] filler = {12, -1, -1, (byte) 0x80};
    write(FakeVideo.AUD, FakeVideo.SPS, FakeVideo.PPS, SEI, idr, filler, new byte[] {10});
    Rig.Entry entry = run().getFirst();
    assertTrue(entry.key());
    assertEquals(1, entry.formatId());
    assertUnits(FakeVideo.body(entry), SEI, idr);
    assertUnits(FakeVideo.nalUnits(entry.payloads()), FakeVideo.SPS, FakeVideo.PPS, SEI, idr);
    for (byte[] payload : entry.payloads()) {
      assertTrue(payload.length <= 1146);
    }
  }

  @Test
  void parameterSetsSentOnceLeadEveryKeyFrame() {
    byte[] second = video.idr(3000);
    write(FakeVideo.SPS, FakeVideo.PPS, video.idr(2000));
    write(video.delta(100));
    write(second);
    List<Rig.Entry> log = run();
    assertEquals(3, log.size());
    assertEquals(0, log.get(1).contentOffset());
    assertUnits(FakeVideo.nalUnits(log.get(2).payloads()), FakeVideo.SPS, FakeVideo.PPS, second);
    assertEquals(1, log.get(2).formatId());
  }

  @Test
  void tracksAreKnownWithThePmtAndTheConfigurationWithTheParameterSets() {
    rig.feed(ts.toByteArray(), 0);
    assertNotNull(rig.stream.tracks());
    assertNull(rig.stream.videoFormat());
    assertFalse(rig.stream.playable());
    ts.reset();
    write(FakeVideo.SPS, FakeVideo.PPS, video.delta(100));
    write(video.delta(100));
    rig.feed(ts.toByteArray(), 0);
    assertNotNull(rig.stream.videoFormat());
    assertTrue(rig.stream.playable());
    assertTrue(rig.log(0).isEmpty());
    assertEquals(1, rig.count(PublishCounter.BEFORE_FIRST_KEY));
  }

  @Test
  void severalAccessUnitsInOnePesFollowAtTheUsualDistance() {
    write(FakeVideo.SPS, FakeVideo.PPS, video.idr(500));
    write(video.delta(500));
    dts += 3000;
    write(FakeVideo.AUD, video.delta(100), FakeVideo.AUD, video.delta(200), video.delta(300));
    List<Rig.Entry> log = run();
    assertEquals(List.of(0L, 3000L, 9000L), log.stream().map(Rig.Entry::dts).limit(3).toList());
    assertEquals(5, log.size());
    assertTrue(log.get(4).dts() > log.get(3).dts());
    assertEquals(1, FakeVideo.body(log.get(4)).size());
  }

  @Test
  void slicesOfOnePictureStayTogether() {
    byte[] first = video.delta(100);
    byte[] second = video.slice(0x41, false, 100);
    write(FakeVideo.SPS, FakeVideo.PPS, video.idr(500));
    write(first, second);
    assertUnits(FakeVideo.body(run().get(1)), first, second);
  }

  @Test
  void accessUnitsInPiecesAreFoundOutAndPutTogether() {
    write(FakeVideo.SPS, FakeVideo.PPS, video.idr(500));
    byte[][] slices = new byte[20][];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = video.delta(1000);
      byte[] unit = FakeVideo.annexB(FakeVideo.AUD, slices[i]);
      writeBytes(Arrays.copyOf(unit, 400));
      writeBytes(Arrays.copyOfRange(unit, 400, unit.length));
    }
    List<Rig.Entry> log = run();
    assertEquals(1, rig.count(IngestCounter.CUT_PICTURES));
    assertEquals(1 + slices.length, log.size());
    for (int i = 1; i < slices.length; i++) {
      assertUnits(FakeVideo.body(log.get(1 + i)), slices[i]);
    }
  }

  @Test
  void lastPieceIsKnownByItsLengthAndLeavesAtOnce() {
    TsMuxer bounded = new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 0, true);
    byte[] unit = FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, video.idr(4500));
    for (int round = 0; round < 3; round++) {
      for (int at = 0; at < unit.length; at += 2000) {
        bounded.writeVideo(dts, dts, false, unit, at, Math.min(2000, unit.length - at));
      }
      rig.feed(ts.toByteArray(), 0);
      ts.reset();
      dts += 3000;
      assertEquals(round + 1, rig.log(0).size());
    }
    // Only the first was not known to go on.
    assertEquals(1, FakeVideo.body(rig.log(0).get(2)).size());
    assertEquals(4500, FakeVideo.body(rig.log(0).get(2)).getFirst().length);
    assertEquals(4500, FakeVideo.body(rig.log(0).get(1)).getFirst().length);
  }

  @Test
  void pictureTooLargeForOneBoundedPesIsNeverCut() {
    TsMuxer bounded = new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 0, true);
    byte[][] slices = {video.idr(200_000), video.idr(150_000), video.idr(100)};
    for (byte[] slice : slices) {
      byte[] unit = FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, slice);
      for (int at = 0; at < unit.length; at += 65_500) {
        bounded.writeVideo(dts, dts, false, unit, at, Math.min(65_500, unit.length - at));
      }
      dts += 3000;
    }
    List<Rig.Entry> log = run();
    assertEquals(3, log.size());
    for (int i = 0; i < 3; i++) {
      assertUnits(FakeVideo.body(log.get(i)), slices[i]);
      assertEquals(3000L * i, log.get(i).dts());
    }
    assertEquals(0, rig.count(IngestCounter.CUT_PICTURES));
  }

  @Test
  void damagedKeyFrameIsNoStart() {
    write(FakeVideo.SPS, FakeVideo.PPS, video.idr(5000));
    byte[] whole = ts.toByteArray();
    byte[] holed = new byte[whole.length - 188];
    int hole = 188 * 10;
    System.arraycopy(whole, 0, holed, 0, hole);
    System.arraycopy(whole, hole + 188, holed, hole, holed.length - hole);
    rig.feed(holed, 0);
    ts.reset();
    write(video.idr(100));
    List<Rig.Entry> log = run();
    assertEquals(1, log.size());
    assertEquals(1, rig.count(PublishCounter.BEFORE_FIRST_KEY));
    assertUnits(
        FakeVideo.nalUnits(log.get(0).payloads()).subList(0, 2), FakeVideo.SPS, FakeVideo.PPS);
  }

  @Test
  void aPictureThatTheEndOfTheSourceCutsIsNotPassedOn() {
    write(FakeVideo.SPS, FakeVideo.PPS, video.idr(500));
    write(video.delta(5000));
    byte[] bytes = Arrays.copyOf(ts.toByteArray(), ts.size() - 3 * 188);
    rig.feed(bytes, 0);
    assertEquals(1, rig.log(0).size());
    rig.ingest.lost(Long.MAX_VALUE, 0);
    rig.ingest.end(0);
    assertEquals(1, rig.log(0).size(), "the second picture is cut");
  }

  @Test
  void anotherSourceTakesOver() {
    write(FakeVideo.SPS, FakeVideo.PPS, video.idr(500));
    write(video.delta(100));
    byte[] bytes = ts.toByteArray();
    TsIngest old = rig.ingest;
    rig.feed(bytes, 0);
    old.end(0);
    TsIngest successor = rig.replace();
    assertTrue(old.feed(bytes, 0, 0, 1), "its successor has shown nothing yet");
    assertTrue(successor.feed(bytes, 0, bytes.length, 50_000_000));
    assertFalse(old.feed(bytes, 0, bytes.length, 50_000_001));
    successor.end(50_000_000);
    List<Rig.Entry> log = rig.log(0);
    assertEquals(4, log.size());
    assertEquals(3000 + 4500, log.get(2).dts(), "50 ms later");
    assertTrue(log.get(2).discontinuity());
    assertEquals(1, log.get(2).formatId(), "the same parameter sets are the same format");
    assertFalse(log.get(3).discontinuity());
  }
}
