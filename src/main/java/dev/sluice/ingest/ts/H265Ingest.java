package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h265.H265Config;
import dev.sluice.codec.h265.H265Framer;
import dev.sluice.codec.h265.H265NalType;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.ingest.track.NalUnitContent;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import org.jspecify.annotations.Nullable;

/** A track of H.265. */
final class H265Ingest extends FramedVideoIngest {
  /** Largest access unit of the framer and a length for each NAL unit. */
  private static final int MAX_UNIT_BYTES = 10 << 20;

  private final TrackFormat announced;
  private final H265Framer framer;
  private final EnumCounters<IngestCounter> counters;
  private final NalIndex nalUnits = new NalIndex();
  private final GrowableBytes content;
  private @Nullable H265Config config;

  /**
   * @param budget memory for pictures
   */
  H265Ingest(
      Track track,
      AccessUnitSink sink,
      TrackClock clock,
      ByteBudget budget,
      EnumCounters<IngestCounter> counters) {
    this(track, new H265Framer(budget), sink, clock, budget, counters);
  }

  private H265Ingest(
      Track track,
      H265Framer framer,
      AccessUnitSink sink,
      TrackClock clock,
      ByteBudget budget,
      EnumCounters<IngestCounter> counters) {
    super(track, framer, sink, clock, counters);
    this.content = new GrowableBytes(0, MAX_UNIT_BYTES, budget);
    this.announced = track.format();
    this.framer = framer;
    this.counters = counters;
  }

  @Override
  boolean fill(AccessUnit into) {
    H265Config newest = framer.config();
    if (newest != null && newest != config) {
      config = newest;
      into.setFormat(newest.format(announced));
    }
    nalUnits.scan(framer.array(), framer.offset(), framer.length());
    if (nalUnits.overflowed()) {
      counters.increment(IngestCounter.TOO_MANY_NAL_UNITS);
    }
    content.clear();
    boolean disposable = config != null && config.sps().subLayers() == 1;
    for (int i = 0; i < nalUnits.count(); i++) {
      int type = H265NalType.of(nalUnits.header(i));
      disposable &= !H265NalType.codesPicture(type) || H265NalType.unreferenced(type);
      if (!H265NalType.droppedFromContent(type) && !NalUnitContent.append(content, nalUnits, i)) {
        counters.increment(IngestCounter.OVERSIZE_PICTURES);
        return false;
      }
    }
    into.setDisposable(disposable).setContent(content.array(), 0, content.length());
    return content.length() > 0;
  }

  @Override
  boolean configured() {
    return config != null;
  }
}
