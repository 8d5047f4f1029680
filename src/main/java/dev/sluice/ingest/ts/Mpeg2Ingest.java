package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.mpeg2.Mpeg2Framer;
import dev.sluice.codec.mpeg2.Mpeg2Sequence;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import org.jspecify.annotations.Nullable;

/** A track of MPEG-1 or MPEG-2 video. Its headers stay with the pictures. */
final class Mpeg2Ingest extends FramedVideoIngest {
  private final TrackFormat announced;
  private final Mpeg2Framer framer;
  private @Nullable Mpeg2Sequence sequence;

  /**
   * @param budget memory for pictures
   */
  Mpeg2Ingest(
      Track track,
      AccessUnitSink sink,
      TrackClock clock,
      ByteBudget budget,
      EnumCounters<IngestCounter> counters) {
    this(track, new Mpeg2Framer(budget), sink, clock, counters);
  }

  private Mpeg2Ingest(
      Track track,
      Mpeg2Framer framer,
      AccessUnitSink sink,
      TrackClock clock,
      EnumCounters<IngestCounter> counters) {
    super(track, framer, sink, clock, counters);
    this.announced = track.format();
    this.framer = framer;
  }

  @Override
  boolean fill(AccessUnit into) {
    Mpeg2Sequence newest = framer.sequence();
    // A repeated sequence header makes an equal value.
    if (newest != null && !newest.equals(sequence)) {
      sequence = newest;
      into.setFormat(
          announced.with().sizePixels(newest.widthPixels(), newest.heightPixels()).build());
    }
    into.setContent(framer.array(), framer.offset(), framer.length());
    return true;
  }

  @Override
  boolean configured() {
    return sequence != null;
  }
}
