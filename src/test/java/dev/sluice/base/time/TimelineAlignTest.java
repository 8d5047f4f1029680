package dev.sluice.base.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Stream time of a source that takes over from another one. */
class TimelineAlignTest {
  private static final int VIDEO = 0;
  private static final int AUDIO = 1;
  private static final long SECOND = Ticks90k.PER_SECOND;
  private static final long FRAME = 3600;
  private static final long MASK = (1L << 33) - 1;
  private static final long START = 1_700_000_000L * SECOND;
  private static final long MAX_LEAD = Ticks90k.ofMillis(1200);
  private static final long OTHER = 7 * SECOND;

  private final Timeline first = timeline();
  private final Timeline second = timeline();

  private static Timeline timeline() {
    return new Timeline(new WallClock(START));
  }

  /** The stream time of a stamp that arrives at that time, both in ticks. */
  private static long place(Timeline timeline, int track, long stamp, long arrivalTicks) {
    TrackClock clock = timeline.track(track);
    long nanos = nanos(arrivalTicks);
    if (track == AUDIO) {
      clock.placeSound(stamp & MASK, false, nanos);
      clock.extend(clock.dtsTicks90k() + FRAME);
    } else {
      clock.place(stamp & MASK, stamp & MASK, false, nanos);
    }
    return clock.dtsTicks90k();
  }

  private static long nanos(long ticks) {
    return Ticks90k.toNanos(ticks) + 1;
  }

  /** Places and takes over. */
  private static long takeOver(
      Timeline next, Timeline before, int track, long stamp, long arrivalTicks) {
    long own = place(next, track, stamp, arrivalTicks);
    long offset = next.align(before, track, own, nanos(arrivalTicks));
    return Math.max(own + offset, next.track(track).dtsTicks90k());
  }

  @Test
  void streamTimeGoesOnAsTheClockDoes() {
    long now = 0;
    for (int i = 0; i < 50; i++, now += FRAME) {
      place(first, VIDEO, now, now);
    }
    assertEquals(START + now, takeOver(second, first, VIDEO, OTHER, now));
    assertEquals(START + now + FRAME, place(second, VIDEO, OTHER + FRAME, now + FRAME));
    Timeline third = timeline();
    long gap = 20 * SECOND;
    long late = now + FRAME + gap;
    assertEquals(START + late, takeOver(third, second, VIDEO, 1, late));
  }

  /** A browser would hold the picture for as long as stream time leaps ahead of the arrivals. */
  @Test
  void aClockThatRanSlowDoesNotMakeStreamTimeLeap() {
    long stamp = 0;
    long now = 0;
    for (int i = 0; i < 50_000; i++, now += FRAME + 36) {
      place(first, VIDEO, stamp, now);
      stamp += FRAME;
    }
    long last = first.track(VIDEO).dtsTicks90k();
    assertTrue(START + now - last > 15 * SECOND, "far behind the wall clock");
    long placed = takeOver(second, first, VIDEO, OTHER, now);
    long leaps = placed - (last + FRAME + 36 + Ticks90k.ofMillis(30));
    assertTrue(leaps >= 0 && leaps < Ticks90k.ofMillis(10), "ticks: " + leaps);
  }

  @Test
  void aPictureThatComesSoonAfterTheLastOneFollowsAtTheUsualDistance() {
    long now = 0;
    for (int i = 0; i < 50; i++, now += FRAME) {
      place(first, VIDEO, now, now);
    }
    long last = first.track(VIDEO).dtsTicks90k();
    long at = now - FRAME + 10;
    long placed = takeOver(second, first, VIDEO, OTHER, at);
    assertEquals(last + FRAME, placed);
    assertEquals(last + 2 * FRAME, place(second, VIDEO, OTHER + FRAME, at + FRAME));
  }

  /** Without limit: each takeover would add a part of a picture otherwise. */
  @Test
  void manyTakeoversDoNotMoveStreamTimeAheadOfTheClock() {
    Timeline running = first;
    long now = 0;
    for (int swap = 0; swap < 5000; swap++) {
      Timeline next = timeline();
      long stamp = swap * 777_777L;
      // The first picture of the next one comes at any time between two pictures.
      now += swap * 37 % FRAME;
      long placed =
          swap == 0 ? place(next, VIDEO, stamp, now) : takeOver(next, running, VIDEO, stamp, now);
      long lead = placed - START - now;
      assertTrue(Math.abs(lead) < MAX_LEAD, "at " + swap + ": " + lead);
      for (int i = 1; i <= 20; i++) {
        now += FRAME;
        place(next, VIDEO, stamp + i * FRAME, now + i % 3 * 300);
      }
      running = next;
    }
  }

  /** The first picture of each source is late: its connection has just begun. */
  @Test
  void latePicturesAtTakeoversDoNotAddUp() {
    Timeline running = first;
    long now = 0;
    long late = Ticks90k.ofMillis(25);
    for (int swap = 0; swap < 1000; swap++) {
      Timeline next = timeline();
      long stamp = swap * 777_777L;
      long placed =
          swap == 0
              ? place(next, VIDEO, stamp, now)
              : takeOver(next, running, VIDEO, stamp, now + late + swap * 17 % 900);
      for (int i = 1; i <= 20; i++) {
        now += FRAME;
        placed = place(next, VIDEO, stamp + i * FRAME, now);
        long lead = placed - START - now;
        assertTrue(Math.abs(lead) < 4 * late, "at " + swap + ": " + lead);
      }
      now += FRAME + late;
      running = next;
    }
  }

  /** A few pictures that came late are no burst, at whose beginning others would be placed. */
  @Test
  void picturesThatWereLateOnceDoNotHurryTheNextSource() {
    long now = 0;
    for (int i = 0; i < 50; i++, now += FRAME) {
      place(first, VIDEO, now, i < 3 ? now + Ticks90k.ofMillis(150) : now);
    }
    long pause = Ticks90k.ofMillis(300);
    long last = first.track(VIDEO).dtsTicks90k();
    assertEquals(last + FRAME + pause, takeOver(second, first, VIDEO, OTHER, now + pause));
  }

  /** A source that stands by shows how late its key picture is. */
  @Test
  void aSourceThatStoodByIsPlacedByAllItsPictures() {
    long now = 0;
    for (int i = 0; i < 50; i++, now += FRAME) {
      place(first, VIDEO, now, now);
      place(second, VIDEO, OTHER + now, now);
    }
    long late = now + Ticks90k.ofMillis(30);
    assertEquals(START + now, takeOver(second, first, VIDEO, OTHER + now, late));
  }

  /** Two sources in turn, each on its clock, one 200 ppm fast and one slow. */
  @Test
  void sourcesThatAlternateKeepTheirClocksAndNeverGoBack() {
    long[] stamp = {(1L << 33) - 50 * FRAME, OTHER};
    Timeline[] both = {first, second};
    long last = Long.MIN_VALUE;
    long now = 0;
    int live = 0;
    place(first, VIDEO, stamp[0], now);
    for (int i = 0; i < 100_000; i++, now += FRAME) {
      boolean swaps = i % 70 == 69;
      for (int source = 0; source < 2; source++) {
        stamp[source] += source == 0 ? FRAME + (i % 5 == 0 ? 3 : 0) : FRAME - (i % 5 == 0 ? 3 : 0);
        long at = now + source * 1000;
        if (source != live && swaps) {
          long placed = takeOver(both[source], both[live], VIDEO, stamp[source], at);
          assertTrue(placed > last, "at " + i);
          last = placed;
        } else {
          long placed = place(both[source], VIDEO, stamp[source], at);
          if (source == live && !(swaps && live == 1)) {
            assertTrue(
                placed > last && placed - last <= 2 * FRAME, "at " + i + ": " + (placed - last));
            last = placed;
          }
        }
      }
      live = swaps ? 1 - live : live;
    }
  }

  @Test
  void segmentsThatComeAtOnceFollowWithoutAHole() {
    for (int i = 0; i < 75; i++) {
      place(first, VIDEO, i * FRAME, i / 25 * SECOND);
    }
    long last = first.track(VIDEO).dtsTicks90k();
    long placed = takeOver(second, first, VIDEO, OTHER, 5 * SECOND / 2);
    assertTrue(placed > last && placed - last <= FRAME, "ticks behind: " + (placed - last));
  }

  /** A mux for a decoder with a buffer sends the picture long before its sound. */
  @Test
  void soundAndPictureKeepTheirDistance() {
    long lag = 3 * SECOND / 2;
    long now = 0;
    for (int i = 0; i < 50; i++, now += FRAME) {
      place(first, VIDEO, now, now);
      place(first, AUDIO, now, now);
      place(second, VIDEO, OTHER + now, now);
      place(second, AUDIO, OTHER + now - lag, now);
    }
    long reached = first.track(AUDIO).dtsTicks90k();
    long picture = takeOver(second, first, VIDEO, OTHER + now, now);
    long sound = place(second, AUDIO, OTHER + now - lag, now);
    for (int i = 1; i < 100; i++) {
      assertTrue(sound > reached, "never backwards");
      reached = sound;
      picture = place(second, VIDEO, OTHER + now + i * FRAME, now + i * FRAME);
      sound = place(second, AUDIO, OTHER + now + i * FRAME - lag, now + i * FRAME);
    }
    assertEquals(lag, picture - sound);
  }

  /** Without limit: sound arrives in bursts, and overlaps by a part of one with each takeover. */
  @Test
  void manyTakeoversBySoundDoNotMoveStreamTimeAheadOfTheClock() {
    Timeline running = first;
    long now = 0;
    for (int swap = 0; swap < 2000; swap++) {
      Timeline next = timeline();
      long stamp = swap * 777_777L;
      now += swap * 37 % FRAME;
      long placed =
          swap == 0 ? place(next, AUDIO, stamp, now) : takeOver(next, running, AUDIO, stamp, now);
      assertTrue(Math.abs(placed - START - now) < MAX_LEAD, "at " + swap);
      for (int i = 1; i <= 50; i++) {
        // Two at once.
        now += i % 2 == 0 ? 2 * FRAME : 0;
        place(next, AUDIO, stamp + i * FRAME, now);
      }
      running = next;
    }
  }

  @Test
  void picturesAreNotShownBeforeThoseOfTheSourceBefore() {
    TrackClock clock = first.track(VIDEO);
    clock.place(2 * FRAME, 0, false, 0);
    long placed = takeOver(second, first, VIDEO, OTHER, FRAME);
    assertTrue(placed > START + 2 * FRAME);
    assertTrue(second.track(VIDEO).ptsTicks90k() > START + 2 * FRAME);
  }
}
