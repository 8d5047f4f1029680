package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.ingest.track.AudioClock;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.ingest.track.OpusUnits;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/** A track of Opus: a PES packet holds one or several Opus packets. */
final class OpusIngest implements TrackIngest {
  private final Track track;
  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final AudioClock audioClock;
  private final EnumCounters<IngestCounter> counters;
  private final OpusPesPackets packets = new OpusPesPackets();
  private final OpusUnits units;
  private boolean bareReported;

  OpusIngest(
      Track track, AccessUnitSink sink, TrackClock clock, EnumCounters<IngestCounter> counters) {
    this.track = track;
    this.sink = sink;
    this.clock = clock;
    this.audioClock = new AudioClock(clock, counters);
    this.counters = counters;
    this.units = new OpusUnits(track, sink, audioClock, counters);
  }

  @Override
  public void pes(Pes pes) {
    if (!place(pes)) {
      return;
    }
    packets.reset(pes);
    while (packets.next()) {
      units.pass(pes.array(), packets.offset(), packets.length());
    }
    if (packets.malformed() && !pes.damaged()) {
      counters.increment(IngestCounter.BAD_OPUS);
    }
    if (packets.bare() && !bareReported) {
      bareReported = true;
      sink.warn(
          "%s has Opus without control headers: each PES packet is taken as one Opus packet."
              .formatted(track.format().label()));
    }
  }

  /** Places the PES packet in time. Returns false while its track has no time yet. */
  private boolean place(Pes pes) {
    if (clock.usable(pes.pts33())) {
      clock.placeSound(pes.pts33(), pes.discontinuity(), pes.arrivalNanos());
      audioClock.begin(clock.jumped());
      units.begin(clock.jumped(), pes.arrivalNanos());
      return true;
    }
    units.begin(false, pes.arrivalNanos());
    if (audioClock.beginUnstamped()) {
      return true;
    }
    if (!audioClock.beginByArrival(pes.arrivalNanos())) {
      counters.increment(IngestCounter.UNTIMED_FRAMES);
      return false;
    }
    counters.increment(IngestCounter.ARRIVAL_STAMPED);
    return true;
  }
}
