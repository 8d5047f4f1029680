package dev.sluice.ingest.ts;

import dev.sluice.base.time.TrackClock;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;

/** A track whose coding is not looked into: each PES packet is an access unit. */
final class OtherIngest implements TrackIngest {
  private final boolean everyUnitIsKey;
  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final AccessUnit unit;

  OtherIngest(Track track, AccessUnitSink sink, TrackClock clock) {
    this.everyUnitIsKey = track.codec().kind() != MediaKind.VIDEO;
    this.sink = sink;
    this.clock = clock;
    this.unit = new AccessUnit(track.id(), track.format());
  }

  @Override
  public void pes(Pes pes) {
    if (pes.length() == 0) {
      return;
    }
    clock.place(pes.pts33(), pes.dts33(), pes.discontinuity(), pes.arrivalNanos());
    sink.append(
        unit.setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
            .setArrival(pes.arrivalNanos())
            .setKey(!pes.damaged() && (everyUnitIsKey || pes.randomAccess()))
            .setDiscontinuity(clock.jumped())
            .setDamaged(pes.damaged())
            .setContent(pes.array(), pes.offset(), pes.length()));
  }
}
