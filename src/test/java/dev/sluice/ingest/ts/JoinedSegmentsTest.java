package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.StampCounter;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.stream.publish.PublishCounter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Joined segments, each with the same stamps: no time is inserted or lost at their borders. */
class JoinedSegmentsTest {
  private static final int BORDERS = 1000;
  private static final long FIRST_STAMP = 126_000;
  private static final long FRAME = 3000;
  private static final long OPUS = 1800;

  private final Rig rig = Rig.sendingReordered();
  private final FakeVideo video = new FakeVideo(4);
  private final byte[] key = FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, video.idr(60));
  private final byte[] delta = FakeVideo.annexB(video.delta(40));
  private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
  private final TsMuxer muxer =
      new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 2, true);

  /** When the next segment is due, in ticks of the source's clock. */
  private long begin;

  /** Arrival of the newest access unit, in ticks. */
  private long arrival;

  /**
   * Feeds a segment, each access unit when its stamp is due.
   *
   * @param leadTicks by which sound is ahead of the picture
   * @param lengthTicks time until the next segment
   * @param jitter adds to the arrival, up to 5 ms
   */
  private void segment(
      int pictures, int sounds, long leadTicks, long delayTicks, long lengthTicks, Random jitter) {
    long start = begin;
    muxer.writeTables();
    int picture = 0;
    int sound = 0;
    while (picture < pictures || sound < sounds) {
      long pictureAt = picture * FRAME;
      long soundAt = sound * OPUS - leadTicks;
      boolean isPicture = sound == sounds || (picture < pictures && pictureAt <= soundAt);
      if (isPicture) {
        long dts = FIRST_STAMP + pictureAt;
        byte[] unit = picture++ == 0 ? key : delta;
        muxer.writeVideo(dts + delayTicks, dts, false, unit, 0, unit.length);
      } else {
        sound++;
        muxer.writeOpus(FIRST_STAMP + soundAt, List.of(OpusPacket.silence20Ms()));
      }
      // Never decreasing.
      long due = start + Math.max(0, leadTicks) + (isPicture ? pictureAt : soundAt);
      arrival = Math.max(arrival, due + (jitter == null ? 0 : jitter.nextInt(500)));
      rig.feed(ts.toByteArray(), Ticks90k.toNanos(arrival));
      ts.reset();
    }
    begin = start + lengthTicks;
  }

  /** The last picture's stream time by the log, minus that by the clock of its arrival. */
  private long drift(long leadTicks, long wholeTicks) {
    return rig.log(0).getLast().dts() - Math.max(0, leadTicks) - wholeTicks;
  }

  /** Sound and picture of the same length. */
  @Property(tries = 6)
  void nothingIsInserted(
      @ForAll @IntRange(min = -30, max = 30) int leadMillis,
      @ForAll @IntRange(min = 2, max = 4) int length,
      @ForAll @IntRange(min = 0, max = 2) int delay,
      @ForAll boolean jitter,
      @ForAll long seed) {
    JoinedSegmentsTest run = new JoinedSegmentsTest();
    Random random = jitter ? new Random(seed) : null;
    int pictures = 12 * length;
    int sounds = 20 * length;
    for (int i = 0; i <= BORDERS; i++) {
      run.segment(
          pictures, sounds, Ticks90k.ofMillis(leadMillis), delay * FRAME, pictures * FRAME, random);
    }
    run.rig.ingest.end(Ticks90k.toNanos(run.arrival));
    long lead = Ticks90k.ofMillis(leadMillis);
    long drift = run.drift(lead, (BORDERS + 1) * pictures * FRAME - FRAME);
    assertTrue(Math.abs(drift) < FRAME, "stream time is ahead by " + drift);
    List<Rig.Entry> log = run.rig.log(1);
    assertEquals((BORDERS + 1) * sounds, run.rig.count(PublishCounter.AUDIO_UNITS));
    long offset =
        run.rig.log(0).getLast().dts() - log.getLast().pts() + (sounds * OPUS - pictures * FRAME);
    assertEquals(lead + OPUS - FRAME, offset, 180, "sound and picture");
    for (int i = 1; i < log.size(); i++) {
      assertEquals(OPUS, log.get(i).pts() - log.get(i - 1).pts(), 180, "sound " + i);
    }
    assertEquals(0, run.rig.count(IngestCounter.AUDIO_OVERLAPS));
    assertEquals(2 * BORDERS, run.rig.count(StampCounter.JUMPS));
  }

  /** Sound ends before or after the picture, or the next segment comes a little later. */
  @Property(tries = 6)
  void unevenSegmentsDoNotDrift(
      @ForAll @IntRange(min = -40, max = 40) int leadMillis,
      @ForAll @IntRange(min = -3, max = 3) int moreSound,
      @ForAll @IntRange(min = 0, max = 50) int pauseMillis) {
    JoinedSegmentsTest run = new JoinedSegmentsTest();
    int pictures = 24;
    int sounds = 40 + moreSound;
    long length = Math.max(pictures * FRAME, sounds * OPUS) + Ticks90k.ofMillis(pauseMillis);
    for (int i = 0; i <= BORDERS; i++) {
      run.segment(pictures, sounds, Ticks90k.ofMillis(leadMillis), 0, length, null);
    }
    run.rig.ingest.end(Ticks90k.toNanos(run.arrival));
    long lead = Ticks90k.ofMillis(leadMillis);
    long drift = run.drift(lead, BORDERS * length + (pictures - 1) * FRAME);
    assertTrue(Math.abs(drift) < FRAME, "stream time is ahead by " + drift);
    long offset =
        run.rig.log(0).getLast().dts()
            - (pictures - 1) * FRAME
            - (run.rig.log(1).getLast().pts() - (sounds - 1) * OPUS);
    assertEquals(lead, offset, 180, "sound and picture");
  }
}
