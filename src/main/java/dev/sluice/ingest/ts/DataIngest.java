package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.data.DataFramer;
import dev.sluice.codec.data.DataFraming;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/**
 * A track of data: each ID3 tag, KLV triplet or splice section is an access unit. For unknown data
 * each PES packet is an access unit.
 *
 * <p>All units that begin in a PES packet have its stamp. Units without a stamp (asynchronous KLV,
 * splice sections) get the stream time reached by the other tracks, and do not advance it.
 */
final class DataIngest extends FramedIngest {
  private final DataFramer framer;
  private final boolean wholePes;
  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final AccessUnit unit;
  private boolean pesStamped;
  private boolean pesDamaged;
  private long pts33 = Pes.NO_STAMP;
  private long dts33 = Pes.NO_STAMP;

  DataIngest(
      Track track,
      DataFraming framing,
      AccessUnitSink sink,
      TrackClock clock,
      EnumCounters<IngestCounter> counters) {
    this(track, framing, new DataFramer(framing), sink, clock, counters);
  }

  private DataIngest(
      Track track,
      DataFraming framing,
      DataFramer framer,
      AccessUnitSink sink,
      TrackClock clock,
      EnumCounters<IngestCounter> counters) {
    super(framer, counters);
    this.framer = framer;
    this.wholePes = framing == DataFraming.PES;
    this.sink = sink;
    this.clock = clock;
    this.unit = new AccessUnit(track.id(), track.format());
  }

  @Override
  public void pes(Pes pes) {
    pesStamped = pes.pts33() != Pes.NO_STAMP;
    pesDamaged = wholePes && pes.damaged();
    super.pes(pes);
  }

  @Override
  int usableLength(Pes pes) {
    return wholePes ? pes.length() : pes.intactLength();
  }

  @Override
  void unit(long arrivalNanos) {
    if (framer.pts33() != Pes.NO_STAMP || !pesStamped) {
      pts33 = framer.pts33();
      dts33 = framer.dts33();
    }
    if (pts33 == Pes.NO_STAMP) {
      clock.attach(arrivalNanos);
    } else {
      clock.place(pts33, dts33, takeJump(), arrivalNanos);
    }
    boolean damaged = framer.damaged() || pesDamaged;
    sink.append(
        unit.setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
            .setArrival(arrivalNanos)
            .setKey(!damaged)
            .setDiscontinuity(clock.jumped())
            .setDamaged(damaged)
            .setContent(framer.array(), framer.offset(), framer.length()));
  }
}
