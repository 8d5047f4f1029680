package dev.sluice.ingest.flv;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.container.flv.FlvMedia;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.Track;

/** A track whose coding is shown and not logged. */
final class UnreadTrack extends FlvTrack {
  UnreadTrack(FlvCodec codec, Track track, EnumCounters<IngestCounter> counters) {
    super(codec, track, counters);
  }

  @Override
  boolean configure(FlvMedia media) {
    return true;
  }

  @Override
  void frame(FlvMedia media, FlvClock stamps) {}
}
