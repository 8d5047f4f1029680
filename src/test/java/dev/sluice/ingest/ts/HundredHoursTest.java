package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.time.RtpTime;
import dev.sluice.base.time.StampCounter;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A stream of 100 hours in fast-forward, one picture and one Opus packet a second: over the 33-bit
 * edge of its stamps four times, over the 32-bit edge of RTP time seven times for the picture and
 * four times for the sound. RTP time never steps back or jumps, and picture and sound keep their
 * distance.
 */
class HundredHoursTest {
  private static final int SECONDS = 100 * 3600;
  private static final long FIRST_STAMP = (1L << 33) - 5 * 90_000;

  /** Sound is ahead by that, in ticks of 90 kHz. */
  private static final long LEAD_TICKS = 1234;

  /** Until then a picture is in the log when the next one proves it complete, a second later. */
  private static final int LEARNING_SECONDS = 110;

  private final FakeVideo video = new FakeVideo(1);
  private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
  private final TsMuxer muxer =
      new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 2, false);
  private final Rig rig = new Rig();
  private final LogEntry entry = new LogEntry();

  private long newestPts(int trackId) {
    TrackLog log = Objects.requireNonNull(rig.stream.log(trackId));
    log.read(log.head() - 1, entry);
    return entry.ptsTicks90k();
  }

  @Test
  void neitherTimeStepsBackOrJumpsAndTheirOffsetStays() {
    byte[] picture = FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, video.idr(50));
    muxer.writeTables();
    int lastVideo = 0;
    int lastAudio = 0;
    for (long second = 0; second < SECONDS; second++) {
      long stamp = FIRST_STAMP + second * 90_000;
      muxer.writeVideo(stamp, stamp, true, picture, 0, picture.length);
      muxer.writeOpus(stamp - LEAD_TICKS, List.of(OpusPacket.silence20Ms()));
      rig.feed(ts.toByteArray(), second * 1_000_000_000L);
      ts.reset();
      if (second < LEARNING_SECONDS) {
        continue;
      }
      long videoPts = newestPts(0);
      long audioPts = newestPts(1);
      int videoTime = RtpTime.video90k(videoPts, 7);
      int audioTime = RtpTime.audio48k(audioPts, 9);
      if (second > LEARNING_SECONDS) {
        assertEquals(90_000, videoTime - lastVideo, "second " + second);
        assertEquals(48_000, audioTime - lastAudio, 1, "second " + second);
      }
      assertEquals(-LEAD_TICKS, audioPts - videoPts, 1, "second " + second);
      lastVideo = videoTime;
      lastAudio = audioTime;
    }
    assertEquals(0, rig.count(StampCounter.JUMPS));
  }
}
