package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.Track;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/**
 * The first picture of a source is complete with its last byte if the source before had shown so.
 */
class SuccessorEndsTest {
  private static final long FRAME_TICKS = 3000;
  private static final long FRAME_NANOS = 33_333_333;

  private final Rig rig = new Rig();
  private final FakeVideo video = new FakeVideo(1);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long nowNanos;

  private TsMuxer muxer() {
    TsMuxer muxer = new TsMuxer((array, at) -> out.write(array, at, 188), true, 0, false);
    muxer.writeTables();
    return muxer;
  }

  /** Sends one picture; 50 is no length that fills transport packets. */
  private void send(TsMuxer muxer, int index) {
    byte[] unit =
        index == 0
            ? FakeVideo.annexB(FakeVideo.AUD, FakeVideo.SPS, FakeVideo.PPS, video.idr(50))
            : FakeVideo.annexB(FakeVideo.AUD, video.delta(50));
    long stamp = 90_000 + index * FRAME_TICKS;
    muxer.writeVideo(stamp, stamp, index == 0, unit, 0, unit.length);
    rig.feed(out.toByteArray(), nowNanos);
    out.reset();
    nowNanos += FRAME_NANOS;
  }

  private int pictures() {
    return rig.log(Track.VIDEO).size();
  }

  @Test
  void eachPictureOfTheNextSourceIsPassedOnAtOnce() {
    TsMuxer first = muxer();
    send(first, 0);
    assertEquals(0, pictures());
    for (int i = 1; i < 150; i++) {
      send(first, i);
    }
    assertEquals(150, pictures());
    for (int swap = 0; swap < 3; swap++) {
      rig.replace();
      TsMuxer next = muxer();
      int before = pictures();
      for (int i = 0; i < 5; i++) {
        send(next, i);
        assertEquals(before + i + 1, pictures());
      }
    }
  }
}
