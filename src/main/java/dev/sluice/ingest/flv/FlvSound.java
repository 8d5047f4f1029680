package dev.sluice.ingest.flv;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.TrackClock;
import dev.sluice.ingest.track.AudioClock;
import dev.sluice.ingest.track.IngestCounter;

/** Places the sound of tags in time. */
final class FlvSound {
  /**
   * Stamps are whole milliseconds, and some senders stamp frames by their arrival. A gap is as long
   * as a frame, of which the shortest usual one has 20 ms.
   */
  private static final long TOLERANCE_TICKS = Ticks90k.ofMillis(10);

  private final TrackClock clock;
  private final AudioClock audioClock;
  private boolean placed;

  FlvSound(TrackClock clock, AudioClock audioClock) {
    this.clock = clock;
    this.audioClock = audioClock;
  }

  static AudioClock audioClock(TrackClock clock, EnumCounters<IngestCounter> counters) {
    return new AudioClock(clock, counters, TOLERANCE_TICKS);
  }

  /** Places the next frame by its stamp; returns whether the time base changed. */
  boolean place(FlvClock stamps, long arrivalNanos) {
    if (!clock.usable(stamps.pts33())) {
      // The stamps of some sources stand still.
      placed = audioClock.beginUnstamped();
      return false;
    }
    clock.placeSound(stamps.pts33(), false, arrivalNanos);
    audioClock.begin(clock.jumped());
    placed = true;
    return clock.jumped();
  }

  /** Whether the frame has a time. */
  boolean placed() {
    return placed;
  }
}
