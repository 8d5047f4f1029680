package dev.sluice.ingest.flv;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.audio.AacFrames;
import dev.sluice.codec.audio.AudioParameters;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.container.flv.FlvMedia;
import dev.sluice.ingest.track.AudioClock;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A track of AAC: each tag holds one frame, which gets an ADTS header. */
final class AacTrack extends FlvTrack {
  private final AccessUnitSink sink;
  private final AudioClock audioClock;
  private final FlvSound sound;
  private final AccessUnit unit;
  private final byte[] framed = new byte[AacFrames.HEADER_BYTES + AacFrames.MAX_BYTES];
  private @Nullable AacFrames frames;
  private boolean discontinuity;

  /** Fraction of a tick not yet included in a duration, in ticks times the sampling rate. */
  private long remainder;

  AacTrack(
      Track track, AccessUnitSink sink, TrackClock clock, EnumCounters<IngestCounter> counters) {
    super(FlvCodec.AAC, track, counters);
    this.sink = sink;
    this.audioClock = FlvSound.audioClock(clock, counters);
    this.sound = new FlvSound(clock, audioClock);
    this.unit = new AccessUnit(track.id(), track.format()).setKey(true);
  }

  @Override
  boolean configure(FlvMedia media) {
    Optional<AacFrames> read = AacFrames.of(media.array(), media.offset(), media.length());
    read.ifPresent(this::configure);
    return read.isPresent();
  }

  private void configure(AacFrames newest) {
    AudioParameters parameters = newest.parameters();
    frames = newest;
    remainder = 0;
    unit.setFormat(
        track()
            .format()
            .with()
            .sampleRateHz(parameters.sampleRateHz())
            .channels(parameters.channels())
            .parameterSets(List.of(parameters.specificConfig()))
            .build());
  }

  @Override
  void frame(FlvMedia media, FlvClock stamps) {
    AacFrames known = frames;
    if (known == null) {
      counters.increment(IngestCounter.UNCONFIGURED_FRAMES);
      return;
    }
    if (media.length() == 0 || media.length() > AacFrames.MAX_BYTES) {
      counters.increment(IngestCounter.DAMAGED_UNITS);
      return;
    }
    discontinuity |= sound.place(stamps, media.arrivalNanos());
    if (!sound.placed()) {
      counters.increment(IngestCounter.UNTIMED_FRAMES);
      return;
    }
    long ticks = audioClock.next(durationTicks(known.parameters()));
    if (ticks != AudioClock.LEAVE_OUT) {
      known.putHeader(framed, 0, media.length());
      System.arraycopy(
          media.array(), media.offset(), framed, AacFrames.HEADER_BYTES, media.length());
      sink.append(
          unit.setTimes(ticks, ticks)
              .setArrival(media.arrivalNanos())
              .setDiscontinuity(discontinuity)
              .setContent(framed, 0, AacFrames.HEADER_BYTES + media.length()));
      discontinuity = false;
    }
  }

  /** Whole ticks. The next frame gets the remainder, so that rounding causes no drift. */
  private long durationTicks(AudioParameters parameters) {
    long exact = parameters.frameSamples() * Ticks90k.PER_SECOND + remainder;
    remainder = exact % parameters.sampleRateHz();
    return exact / parameters.sampleRateHz();
  }
}
