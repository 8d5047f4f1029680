package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import dev.sluice.stream.publish.PublishCounter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** B-frames: left out, refused or sent, and always there for recorders. */
class PictureOrderTest {
  private static final int REFERENCE = 0x41;
  private static final int DISPOSABLE = 0x01;

  private final FakeVideo video = new FakeVideo(3);
  private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
  private final TsMuxer muxer =
      new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 0, false);

  PictureOrderTest() {
    muxer.writeTables();
  }

  private void write(int pts, int dts, byte[]... nalUnits) {
    byte[] unit = FakeVideo.annexB(nalUnits);
    muxer.writeVideo(3000L * pts, 3000L * dts, false, unit, 0, unit.length);
  }

  private void start() {
    write(1, 0, FakeVideo.SPS, FakeVideo.PPS, video.idr(500));
  }

  private Rig run(Rig rig) {
    rig.feed(ts.toByteArray(), 0);
    rig.ingest.end(0);
    return rig;
  }

  private static List<Integer> packets(Rig rig) {
    return rig.log(0).stream().map(entry -> entry.payloads().size()).toList();
  }

  @Test
  void lateDisposablePicturesStayInTheLogWithoutPackets() {
    start();
    write(4, 1, video.slice(REFERENCE, true, 100));
    write(2, 2, video.slice(DISPOSABLE, true, 100));
    write(3, 3, video.slice(DISPOSABLE, true, 100));
    write(7, 4, video.slice(REFERENCE, true, 100));
    write(5, 5, video.slice(DISPOSABLE, true, 100));
    Rig rig = run(new Rig());
    assertEquals(List.of(2, 1, 0, 0, 1, 0), packets(rig));
    assertEquals(2 * 3000, rig.log(0).get(2).pts());
    assertEquals(1, FakeVideo.body(rig.log(0).get(2)).size());
    assertEquals(3, rig.count(PublishCounter.LEFT_OUT_PICTURES));
    assertEquals(Optional.empty(), rig.stream.health().unplayable());
    assertEquals(1, rig.stream.health().warnings().size());
    assertTrue(rig.stream.health().warnings().getFirst().contains("-bf 0"));
    assertEquals(3L, rig.ingest.counts().get("left_out_pictures"));
  }

  @Test
  void disposablePicturesInOrderAreSent() {
    start();
    write(2, 2, video.slice(DISPOSABLE, true, 100));
    write(3, 3, video.slice(REFERENCE, true, 100));
    Rig rig = run(new Rig());
    assertEquals(List.of(2, 1, 1), packets(rig));
    assertEquals(List.of(), rig.stream.health().warnings());
  }

  @Test
  void reorderedReferencesMakeTheStreamUnplayable() {
    start();
    write(5, 1, video.slice(REFERENCE, true, 100));
    write(3, 2, video.slice(REFERENCE, true, 100));
    Rig rig = run(new Rig());
    assertTrue(rig.stream.health().unplayable().orElseThrow().contains("-bf 0"));
    assertEquals(3, rig.log(0).size(), "recorders get all of it");
    assertEquals(List.of(2, 1, 0), packets(rig), "the picture stops");
  }

  @Test
  void pictureGoesOnWithTheNextStartOnceTheOrderIsRight() {
    start();
    write(5, 1, video.slice(REFERENCE, true, 100));
    write(3, 2, video.slice(REFERENCE, true, 100));
    write(6, 3, video.idr(100));
    for (int i = 4; i < 700; i++) {
      write(i + 3, i, video.slice(REFERENCE, true, 100));
    }
    write(703, 700, video.idr(100));
    write(704, 701, video.slice(REFERENCE, true, 100));
    Rig rig = run(new Rig());
    assertEquals(Optional.empty(), rig.stream.health().unplayable());
    List<Integer> packets = packets(rig);
    assertEquals(List.of(2, 1), packets.subList(0, 2));
    assertTrue(packets.subList(2, 700).stream().allMatch(count -> count == 0));
    assertEquals(List.of(2, 1), packets.subList(700, 702));
    assertEquals(698, rig.count(PublishCounter.UNPLAYABLE_PICTURES));
  }

  /** Another source, or the same encoder with other options. */
  @Test
  void otherParameterSetsBeginWithoutBlame() {
    start();
    write(5, 1, video.slice(REFERENCE, true, 100));
    write(3, 2, video.slice(REFERENCE, true, 100));
    byte[] another = FakeVideo.SPS.clone();
    another[3]++;
    write(6, 3, another, FakeVideo.PPS, video.idr(100));
    write(7, 4, video.slice(REFERENCE, true, 100));
    Rig rig = run(new Rig());
    assertEquals(Optional.empty(), rig.stream.health().unplayable());
    assertEquals(List.of(2, 1, 0, 2, 1), packets(rig));
  }

  @Test
  void allAreSentWhereThatIsWanted() {
    start();
    write(5, 1, video.slice(REFERENCE, true, 100));
    write(3, 2, video.slice(REFERENCE, true, 100));
    write(2, 3, video.slice(DISPOSABLE, true, 100));
    Rig rig = run(Rig.sendingReordered());
    assertEquals(List.of(2, 1, 1, 1), packets(rig));
    assertEquals(Optional.empty(), rig.stream.health().unplayable());
    assertEquals(2, rig.count(PublishCounter.REORDERED_PICTURES));
  }

  @Test
  void whatX264DoesByDefaultIsKnownBeforeTheFirstViewerIsAnswered() {
    byte[] file = Golden.bytes("ts/h264-bframes.ts");
    Rig rig = new Rig();
    for (int at = 0; !rig.stream.playable(); at += 188) {
      rig.ingest.feed(file, at, 188, 0);
    }
    assertTrue(rig.stream.health().unplayable().orElseThrow().contains("B-frames"));
  }

  @Test
  void anotherSourceBeginsWithoutBlame() {
    Rig rig = new Rig().whole(Golden.bytes("ts/h264-bframes.ts"), Chunking.WHOLE);
    assertTrue(rig.stream.health().unplayable().isPresent());
    rig.replace();
    rig.feed(Golden.bytes("ts/h264-opus.ts"), 1_000_000_000L);
    assertEquals(Optional.empty(), rig.stream.health().unplayable());
  }
}
