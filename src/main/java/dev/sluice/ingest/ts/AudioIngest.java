package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.audio.AudioFramer;
import dev.sluice.codec.audio.AudioFraming;
import dev.sluice.codec.audio.AudioParameters;
import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.ingest.track.AudioClock;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A track of AAC, MPEG audio, AC-3 or E-AC-3: each frame with its header is an access unit.
 *
 * <p>The stamp of a PES packet belongs to the first frame that begins in it (ISO/IEC 13818-1 clause
 * 2.4.3.7); each later frame starts at the end of its predecessor. Frames before the first stamp
 * have no time and are dropped.
 */
final class AudioIngest extends FramedIngest {
  private final TrackFormat announced;
  private final AudioFramer framer;
  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final AudioClock audioClock;
  private final EnumCounters<IngestCounter> counters;
  private final AccessUnit unit;
  private @Nullable AudioParameters parameters;
  private boolean stamped;
  private boolean discontinuity;

  /** Fraction of a tick not yet included in a duration, in ticks times the sampling rate. */
  private long remainder;

  AudioIngest(
      Track track,
      AudioFraming framing,
      AccessUnitSink sink,
      TrackClock clock,
      EnumCounters<IngestCounter> counters) {
    this(track, new AudioFramer(framing), sink, clock, counters);
  }

  private AudioIngest(
      Track track,
      AudioFramer framer,
      AccessUnitSink sink,
      TrackClock clock,
      EnumCounters<IngestCounter> counters) {
    super(framer, counters);
    this.announced = track.format();
    this.framer = framer;
    this.sink = sink;
    this.clock = clock;
    this.audioClock = new AudioClock(clock, counters);
    this.counters = counters;
    this.unit = new AccessUnit(track.id(), track.format()).setKey(true);
  }

  @Override
  void unit(long arrivalNanos) {
    updateFormat();
    place(arrivalNanos);
    if (!stamped) {
      counters.increment(IngestCounter.UNTIMED_FRAMES);
      return;
    }
    long ticks = audioClock.next(durationTicks());
    if (ticks != AudioClock.LEAVE_OUT) {
      sink.append(
          unit.setTimes(ticks, ticks)
              .setArrival(arrivalNanos)
              .setDiscontinuity(discontinuity)
              .setContent(framer.array(), framer.offset(), framer.length()));
      discontinuity = false;
    }
  }

  private void place(long arrivalNanos) {
    long pts33 = framer.pts33();
    if (pts33 == AccessUnitFramer.NO_STAMP) {
      return;
    }
    if (clock.usable(pts33)) {
      stamped = true;
      clock.placeSound(pts33, takeJump(), arrivalNanos);
      discontinuity |= clock.jumped();
      audioClock.begin(clock.jumped());
    } else {
      audioClock.beginUnstamped();
    }
  }

  /**
   * Duration in whole ticks. The next frame gets the remainder, so that rounding causes no drift.
   */
  private long durationTicks() {
    long exact = framer.durationSamples() * Ticks90k.PER_SECOND + remainder;
    remainder = exact % framer.sampleRateHz();
    return exact / framer.sampleRateHz();
  }

  private void updateFormat() {
    AudioParameters newest = framer.parameters();
    if (newest == null || newest == parameters) {
      return;
    }
    parameters = newest;
    remainder = 0;
    byte[] config = newest.specificConfig();
    unit.setFormat(
        announced
            .with()
            .sampleRateHz(newest.sampleRateHz())
            .channels(newest.channels() == 0 ? announced.channels() : newest.channels())
            .parameterSets(config.length == 0 ? List.of() : List.of(config))
            .build());
  }
}
