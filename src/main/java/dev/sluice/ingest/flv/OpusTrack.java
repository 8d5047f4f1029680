package dev.sluice.ingest.flv;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.container.flv.FlvMedia;
import dev.sluice.ingest.track.AudioClock;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.ingest.track.OpusUnits;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/** A track of Opus: each tag holds one Opus packet. Its identification header was read before. */
final class OpusTrack extends FlvTrack {
  private final OpusUnits units;
  private final FlvSound sound;

  OpusTrack(
      Track track, AccessUnitSink sink, TrackClock clock, EnumCounters<IngestCounter> counters) {
    super(FlvCodec.OPUS, track, counters);
    AudioClock audioClock = FlvSound.audioClock(clock, counters);
    this.sound = new FlvSound(clock, audioClock);
    this.units = new OpusUnits(track, sink, audioClock, counters);
  }

  @Override
  boolean configure(FlvMedia media) {
    return true;
  }

  @Override
  void frame(FlvMedia media, FlvClock stamps) {
    boolean jumped = sound.place(stamps, media.arrivalNanos());
    if (!sound.placed()) {
      counters.increment(IngestCounter.UNTIMED_FRAMES);
      return;
    }
    units.begin(jumped, media.arrivalNanos());
    units.pass(media.array(), media.offset(), media.length());
  }
}
