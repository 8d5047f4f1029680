package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.ingest.track.StartPoints;
import dev.sluice.stream.publish.PublishCounter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartPointsTest {
  /** A buffering period with an emulation prevention byte, then recovery_frame_cnt 0. */
  private static final byte[] RECOVERY_POINT = {
    6, 0, 4, 0, 0, 3, 1, 1, 6, 1, (byte) 0xC4, (byte) 0x80
  };

  @Test
  void streamThatBeginsInTheMiddleStartsAtARecoveryPoint() {
    FakeVideo video = new FakeVideo(4);
    ByteArrayOutputStream ts = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 0, false);
    muxer.writeTables();
    for (int i = 0; i < 40; i++) {
      byte[] delta = video.delta(100);
      byte[] unit =
          i % 10 == 5
              ? FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, RECOVERY_POINT, delta)
              : FakeVideo.annexB(delta);
      muxer.writeVideo(3000L * i, 3000L * i, false, unit, 0, unit.length);
    }
    Rig rig = new Rig().feed(ts.toByteArray(), 0);
    rig.ingest.end(0);
    List<Rig.Entry> log = rig.log(0);
    assertEquals(35, log.size());
    for (int i = 0; i < log.size(); i++) {
      assertEquals(i % 10 == 0, log.get(i).key());
    }
    List<byte[]> first = FakeVideo.nalUnits(log.getFirst().payloads());
    assertEquals(
        FakeVideo.hex(List.of(FakeVideo.SPS, FakeVideo.PPS, RECOVERY_POINT)),
        FakeVideo.hex(first.subList(0, 3)));
    assertEquals(4, rig.count(IngestCounter.RECOVERY_POINTS));
    assertEquals(4, rig.count(PublishCounter.KEY_FRAMES));
  }

  @Test
  void idrIsTheBetterStartAsLongAsItComes() {
    StartPoints points = new StartPoints();
    assertTrue(points.isStart(false, true, 0));
    assertTrue(points.isStart(true, false, 90_000));
    assertFalse(points.isStart(false, true, 180_000));
    assertFalse(points.isStart(false, false, 180_000));
    assertTrue(points.isStart(false, true, 90_000 * 12));
    assertFalse(points.isStart(false, false, 90_000 * 13));
  }
}
