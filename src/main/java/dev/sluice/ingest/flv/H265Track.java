package dev.sluice.ingest.flv;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h265.H265Config;
import dev.sluice.codec.h265.H265NalType;
import dev.sluice.codec.h265.H265ParameterSets;
import dev.sluice.codec.h265.HevcConfiguration;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.container.flv.FlvMedia;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.ingest.track.NalUnitContent;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A track of H.265: each tag holds one access unit. */
final class H265Track extends FlvTrack {
  /** Largest tag and a length for each NAL unit. */
  private static final int MAX_UNIT_BYTES = 10 << 20;

  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final H265ParameterSets parameterSets = new H265ParameterSets();
  private final NalIndex nalUnits = new NalIndex();
  private final GrowableBytes content;
  private final AccessUnit unit;
  private @Nullable H265Config config;
  private int lengthBytes = Integer.BYTES;

  /**
   * @param budget memory for the content of a picture
   */
  H265Track(
      Track track,
      AccessUnitSink sink,
      TrackClock clock,
      ByteBudget budget,
      EnumCounters<IngestCounter> counters) {
    super(FlvCodec.HEVC, track, counters);
    this.content = new GrowableBytes(0, MAX_UNIT_BYTES, budget);
    this.sink = sink;
    this.clock = clock;
    this.unit = new AccessUnit(track.id(), track.format());
  }

  @Override
  boolean configure(FlvMedia media) {
    Optional<HevcConfiguration> read =
        HevcConfiguration.read(media.array(), media.offset(), media.length());
    read.ifPresent(
        configuration -> {
          lengthBytes = configuration.lengthBytes();
          configuration.parameterSets().forEach(set -> parameterSets.observe(set, 0, set.length));
        });
    return read.isPresent();
  }

  @Override
  void frame(FlvMedia media, FlvClock stamps) {
    if (!H264Track.index(nalUnits, media, lengthBytes)) {
      counters.increment(IngestCounter.BAD_LENGTHS);
      return;
    }
    if (nalUnits.overflowed()) {
      counters.increment(IngestCounter.TOO_MANY_NAL_UNITS);
    }
    boolean key = gather();
    updateFormat();
    if (content.length() > 0) {
      place(stamps, media.arrivalNanos());
      sink.append(
          unit.setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
              .setArrival(media.arrivalNanos())
              .setKey(key && config != null)
              .setDiscontinuity(clock.jumped())
              .setContent(content.array(), 0, content.length()));
    }
  }

  /** Gathers the content; returns whether decoding can start with it. */
  private boolean gather() {
    boolean key = false;
    boolean unreferenced = true;
    content.clear();
    for (int i = 0; i < nalUnits.count(); i++) {
      int type = H265NalType.of(nalUnits.header(i));
      parameterSets.observe(nalUnits.array(), nalUnits.offset(i), nalUnits.length(i));
      key |= H265NalType.randomAccess(type);
      unreferenced &= !H265NalType.codesPicture(type) || H265NalType.unreferenced(type);
      if (!H265NalType.droppedFromContent(type) && !NalUnitContent.append(content, nalUnits, i)) {
        counters.increment(IngestCounter.OVERSIZE_PICTURES);
        content.clear();
        return false;
      }
    }
    H265Config newest = parameterSets.config();
    unit.setDisposable(unreferenced && newest != null && newest.sps().subLayers() == 1);
    return key;
  }

  private void updateFormat() {
    H265Config newest = parameterSets.config();
    if (newest != null && newest != config) {
      config = newest;
      unit.setFormat(newest.format(track().format()));
    }
  }

  private void place(FlvClock stamps, long arrivalNanos) {
    if (clock.usable(stamps.pts33())) {
      clock.place(stamps.pts33(), stamps.dts33(), false, arrivalNanos);
    } else {
      clock.follow(arrivalNanos);
    }
  }
}
