package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.TsMuxer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sound and picture of a source that takes over, whose mux sends the picture before its sound. */
class TakeoverSyncTest {
  private static final long FRAME = 3600;
  private static final long LAG = 3 * Ticks90k.PER_SECOND / 2;
  private static final long OTHER_CLOCK = 70 * Ticks90k.PER_SECOND;

  private final Rig rig = new Rig();

  /** A mux of a picture and two packets of sound for each frame. */
  private static final class Mux {
    private final TsIngest into;
    private final long firstStamp;
    private final long lag;
    private final FakeVideo video = new FakeVideo(3);
    private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
    private final TsMuxer muxer =
        new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 2, false);

    Mux(TsIngest into, long firstStamp, long lag) {
      this.into = into;
      this.firstStamp = firstStamp;
      this.lag = lag;
      muxer.writeTables();
    }

    void frame(int i, boolean key) {
      long stamp = firstStamp + i * FRAME;
      byte[] unit =
          key
              ? FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, video.idr(200))
              : FakeVideo.annexB(video.slice(0x41, true, 100));
      muxer.writeVideo(stamp, stamp, false, unit, 0, unit.length);
      if (i * FRAME >= lag) {
        muxer.writeOpus(stamp - lag, List.of(OpusPacket.silence20Ms(), OpusPacket.silence20Ms()));
      }
      into.feed(ts.toByteArray(), 0, ts.size(), Ticks90k.toNanos(i * FRAME));
      ts.reset();
    }
  }

  @Test
  void keepTheirDistance() {
    Mux before = new Mux(rig.ingest, 0, 0);
    Mux next = new Mux(rig.replace(), OTHER_CLOCK, LAG);
    for (int i = 0; i < 50; i++) {
      before.frame(i, i == 0);
      next.frame(i, false);
    }
    for (int i = 50; i < 200; i++) {
      next.frame(i, i == 50);
    }
    rig.ingest.end(Ticks90k.toNanos(200 * FRAME));
    List<Rig.Entry> sound = rig.log(1);
    for (int i = 1; i < sound.size(); i++) {
      assertTrue(sound.get(i).pts() >= sound.get(i - 1).pts() + 1800, "never backwards, at " + i);
    }
    long picture = rig.log(0).getLast().pts();
    assertEquals(LAG, picture - (sound.getLast().pts() - 1800), 180, "in sync");
  }
}
