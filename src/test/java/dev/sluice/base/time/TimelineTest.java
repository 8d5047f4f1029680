package dev.sluice.base.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final int VIDEO = 0;
  private static final int AUDIO = 1;
  private static final long EDGE = 1L << 33;
  private static final long MASK = EDGE - 1;
  private static final long SECOND = Ticks90k.PER_SECOND;
  private static final long START = 1_700_000_000L * SECOND;

  private Timeline timeline = new Timeline(new WallClock(START));
  private TrackClock clock = timeline.track(VIDEO);

  private void place(int track, long pts, long dts, boolean indicated, long nowNanos) {
    clock = timeline.track(track);
    clock.place(pts, dts, indicated, nowNanos);
  }

  /** The stream time of a stamp that arrives at that time, both in ticks; PTS is DTS. */
  private long map(int track, long stamp, long arrivalTicks) {
    place(track, stamp & MASK, stamp & MASK, false, Ticks90k.toNanos(arrivalTicks) + 1);
    return clock.dtsTicks90k();
  }

  @Test
  void firstStampIsTheWallClockAndThenTheSourceDrives() {
    assertEquals(START, map(VIDEO, 777, 0));
    assertEquals(START + 3000, map(VIDEO, 3777, 9000));
    assertEquals(START - 200, map(AUDIO, 577, 9000));
    assertFalse(clock.jumped());
  }

  @Test
  void sourceBehindOneThatNeverSentAnythingStaysAtTheWallClock() {
    Timeline silent = new Timeline(new WallClock(START));
    map(VIDEO, 777, 0);
    assertEquals(0, timeline.align(silent, VIDEO, clock.dtsTicks90k(), 0));
    assertEquals(START, clock.dtsTicks90k());
  }

  @Test
  void bFramesOverTheEdge() {
    long base = EDGE - 4500;
    for (int i = 0; i < 10; i++) {
      long dts = base + 3000L * i;
      long pts = dts + 3000L * (i % 3);
      place(VIDEO, pts & MASK, dts & MASK, false, i * 33_000_000L);
      assertEquals(START + 3000L * i, clock.dtsTicks90k());
      assertEquals(START + 3000L * i + 3000L * (i % 3), clock.ptsTicks90k());
      assertFalse(clock.jumped());
    }
  }

  @Test
  void audioBehindTheEdgeWhenVideoIsBeyond() {
    map(VIDEO, EDGE - 1000, 0);
    assertEquals(START + 3000, map(VIDEO, EDGE + 2000, 3000));
    assertEquals(START + 500, map(AUDIO, EDGE - 500, 3000));
    assertEquals(START + 6000, map(VIDEO, EDGE + 5000, 6000));
    assertEquals(START + 1500, map(AUDIO, EDGE + 500, 6000));
  }

  @Test
  void thirtyHoursNeverJumpNorDrift() {
    long stamp = EDGE - 10 * SECOND;
    int lastVideo = 0;
    int lastAudio = 0;
    long offset = 0;
    for (long i = 0; i < 30 * 3600 * 25L; i++) {
      long ticks = i * 3600;
      long video = map(VIDEO, stamp + ticks, ticks);
      int videoTime = RtpTime.video90k(video, 7);
      long audio = map(AUDIO, stamp + ticks - 1234, ticks);
      int audioTime = RtpTime.audio48k(audio, 9);
      if (i > 0) {
        assertEquals(3600, videoTime - lastVideo);
        assertEquals(1920, audioTime - lastAudio);
        assertEquals(offset, video - audio);
      }
      offset = video - audio;
      lastVideo = videoTime;
      lastAudio = audioTime;
    }
    assertEquals(1234, offset);
  }

  @Test
  void loopOfAFileKeepsSoundAndPictureTogether() {
    long lastVideo = Long.MIN_VALUE;
    long lastAudio = Long.MIN_VALUE;
    for (int loop = 0; loop < 5; loop++) {
      for (int i = 0; i < 250; i++) {
        long arrival = (loop * 250L + i) * 3600;
        long video = map(VIDEO, 126_000 + i * 3600L, arrival);
        // Sound is written 4 pictures late, so that its old stamps come behind the first new ones.
        long audioStamp = i < 4 ? 126_000 + (246 + i) * 3600L : 126_000 + (i - 4) * 3600L;
        if (loop > 0 || i >= 4) {
          long audio = map(AUDIO, audioStamp, arrival);
          assertEquals(4 * 3600, video - audio, "loop " + loop + " picture " + i);
          assertTrue(audio > lastAudio);
          lastAudio = audio;
        }
        assertTrue(video > lastVideo && video - lastVideo <= 3600 || lastVideo < 0);
        lastVideo = video;
      }
    }
  }

  @Test
  void smallJumpTakesAllTracksAlong() {
    for (int i = 0; i < 100; i++) {
      map(VIDEO, 10 * SECOND + i * 3600L, i * 3600L);
      map(AUDIO, 10 * SECOND + i * 3600L, i * 3600L);
    }
    // Back by 0.6 s; for the sound, which is 0.2 s late, by only 0.4 s.
    long video = map(VIDEO, 10 * SECOND + 100 * 3600L - 54_000, 100 * 3600L);
    assertTrue(clock.jumped());
    long audio = map(AUDIO, 10 * SECOND + 105 * 3600L - 54_000, 100 * 3600L);
    assertTrue(clock.jumped());
    assertEquals(5 * 3600, audio - video);
  }

  @Test
  void jumpAheadIsTakenOutAndAPauseIsNot() {
    map(VIDEO, 0, 0);
    map(VIDEO, 3600, 3600);
    assertEquals(START + 7200, map(VIDEO, 3600 + 100 * SECOND, 7200));
    assertTrue(clock.jumped());
    long paused = 100 * SECOND;
    assertEquals(START + 7200 + paused, map(VIDEO, 3600 + 200 * SECOND, 7200 + paused));
    assertFalse(clock.jumped());
  }

  @Test
  void oneWrongStampIsForgotten() {
    for (int i = 0; i < 100; i++) {
      map(VIDEO, i * 3600L, i * 3600L);
      map(AUDIO, i * 3600L, i * 3600L);
    }
    map(VIDEO, 100 * 3600L + 50 * SECOND, 100 * 3600L);
    assertEquals(START + 100 * 3600L, map(AUDIO, 100 * 3600L, 100 * 3600L));
    assertEquals(START + 101 * 3600L, map(VIDEO, 101 * 3600L, 101 * 3600L));
    assertEquals(START + 101 * 3600L, map(AUDIO, 101 * 3600L, 101 * 3600L));
  }

  @Test
  void twoClocksInOneSourceBothRunOn() {
    long offset = 0;
    for (int i = 0; i < 2000; i++) {
      long video = map(VIDEO, 500 * SECOND + i * 3600L, i * 3600L);
      long audio = map(AUDIO, i * 3600L, i * 3600L);
      assertTrue(i == 0 || offset == video - audio, "at " + i);
      offset = video - audio;
    }
    assertTrue(Math.abs(offset) < SECOND);
  }

  @Test
  void indicatorAloneChangesNothing() {
    for (int i = 0; i < 50; i++) {
      place(VIDEO, i * 3600L, i * 3600L, i % 10 == 0, i * 40_000_000L);
      assertEquals(START + i * 3600L, clock.dtsTicks90k());
    }
    place(VIDEO, 48 * 3600L, 48 * 3600L, true, 50 * 40_000_000L);
    assertEquals(START + 50 * 3600L, clock.dtsTicks90k());
    assertTrue(clock.jumped());
  }

  @Test
  void neverBackwardsWhateverComes() {
    java.util.Random random = new java.util.Random(7);
    long[] last = {Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
    long now = 0;
    for (int i = 0; i < 200_000; i++) {
      int track = random.nextInt(3);
      long dts = random.nextInt(3) == 0 ? random.nextLong() & MASK : random.nextInt(1 << 20);
      long pts = random.nextLong() & MASK;
      now += random.nextInt(100_000_000);
      if (random.nextInt(5000) == 0) {
        Timeline before = timeline;
        timeline = new Timeline(new WallClock(START));
        place(track, pts, dts, random.nextBoolean(), now);
        timeline.align(before, track, clock.dtsTicks90k(), now);
      } else {
        place(track, pts, dts, random.nextBoolean(), now);
      }
      assertTrue(clock.dtsTicks90k() > last[track]);
      assertTrue(clock.ptsTicks90k() >= clock.dtsTicks90k());
      last[track] = clock.dtsTicks90k();
    }
  }

  @Test
  void unstampedOnesFollowAtTheUsualDistance() {
    map(VIDEO, 0, 0);
    map(VIDEO, 3600, 3600);
    clock.follow(0);
    assertEquals(START + 7200, clock.dtsTicks90k());
    assertEquals(START + 7200, clock.ptsTicks90k());
  }

  @Test
  void picturesBehindSoundOfTheSameTrackBeginAtItsEnd() {
    TrackClock track = timeline.track(2);
    track.placeSound(9000, false, 1);
    track.extend(START + 8640);

    track.place(9000 + 3000, 9000 + 3000, false, 2);
    assertEquals(START + 8640, track.dtsTicks90k());

    track.placeSound(9000 + 3100, false, 3);
    assertEquals(START + 8641, track.endTicks90k());
  }
}
