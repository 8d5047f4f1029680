package dev.sluice.ingest.flv;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.container.flv.FlvMedia;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.Track;
import dev.sluice.media.TrackInput;

/** A track of an FLV stream: makes access units of its tags. */
abstract class FlvTrack {
  private final FlvCodec codec;
  private final Track track;
  private long frames;

  /** Flaws of the track. */
  final EnumCounters<IngestCounter> counters;

  FlvTrack(FlvCodec codec, Track track, EnumCounters<IngestCounter> counters) {
    this.codec = codec;
    this.track = track;
    this.counters = counters;
  }

  final FlvCodec codec() {
    return codec;
  }

  final Track track() {
    return track;
  }

  /** Takes the content of a tag. */
  final void take(FlvMedia media, FlvClock clock) {
    switch (media.content()) {
      case CONFIGURATION -> {
        if (!configure(media)) {
          counters.increment(IngestCounter.BAD_CONFIGURATIONS);
        }
      }
      case FRAME -> {
        frames++;
        frame(media, clock);
      }
      case OTHER -> {}
    }
  }

  /** Takes a configuration of the decoder; returns false if it cannot be read. */
  abstract boolean configure(FlvMedia media);

  /** Takes an access unit. */
  abstract void frame(FlvMedia media, FlvClock clock);

  /** The counts as the health of the track is judged by them. */
  final TrackInput input() {
    return new TrackInput(track.id(), frames, 0, IngestCounter.dropped(counters));
  }
}
