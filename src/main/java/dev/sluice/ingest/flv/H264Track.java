package dev.sluice.ingest.flv;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.AvcConfiguration;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.container.flv.FlvMedia;
import dev.sluice.ingest.track.H264Pictures;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;
import java.util.Optional;

/** A track of H.264: each tag holds one access unit, which is passed on at once. */
final class H264Track extends FlvTrack {
  /** What a start code is if it is read as a length; no NAL unit has one byte. */
  private static final int START_CODE = 1;

  private final H264Pictures pictures;
  private final NalIndex nalUnits = new NalIndex();
  private final AccessUnitWalk walk = new AccessUnitWalk();
  private int lengthBytes = Integer.BYTES;

  /**
   * @param budget memory for the content of a picture
   */
  H264Track(
      Track track,
      AccessUnitSink sink,
      TrackClock clock,
      ByteBudget budget,
      EnumCounters<IngestCounter> counters) {
    super(FlvCodec.AVC, track, counters);
    this.pictures = new H264Pictures(track, sink, clock, budget, counters);
  }

  @Override
  boolean configure(FlvMedia media) {
    Optional<AvcConfiguration> read =
        AvcConfiguration.read(media.array(), media.offset(), media.length());
    read.ifPresent(
        configuration -> {
          lengthBytes = configuration.lengthBytes();
          configuration
              .parameterSets()
              .forEach(set -> pictures.addParameterSet(set, 0, set.length));
        });
    return read.isPresent();
  }

  @Override
  void frame(FlvMedia media, FlvClock stamps) {
    if (!index(nalUnits, media, lengthBytes)) {
      counters.increment(IngestCounter.BAD_LENGTHS);
      return;
    }
    if (nalUnits.overflowed()) {
      counters.increment(IngestCounter.TOO_MANY_NAL_UNITS);
    }
    pictures.takeStamps(stamps.pts33(), stamps.dts33(), false);
    walk.reset(nalUnits, 0);
    while (walk.next()) {
      pictures.pass(nalUnits, walk, Integer.MAX_VALUE, media.arrivalNanos());
    }
  }

  /** Indexes the NAL units behind their lengths, or behind start codes, as some encoders send. */
  static boolean index(NalIndex into, FlvMedia media, int lengthBytes) {
    if (media.length() > Integer.BYTES
        && Bytes.i32(media.array(), media.offset()) == START_CODE
        && lengthBytes == Integer.BYTES) {
      into.scan(media.array(), media.offset(), media.length());
      return true;
    }
    return into.scanLengths(media.array(), media.offset(), media.length(), lengthBytes);
  }
}
