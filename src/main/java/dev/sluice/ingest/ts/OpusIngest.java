package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.OpusAccessUnits;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/** A track of Opus: each Opus packet is an access unit. */
final class OpusIngest implements TrackIngest {
  /**
   * Payload of one RTP packet: 120 ms at 76 kbit/s. A larger packet cannot be sent to a browser.
   */
  private static final int MAX_PACKET_BYTES = 1146;

  private final boolean played;
  private final boolean severalStreams;
  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final AudioClock audioClock;
  private final EnumCounters<IngestCounter> counters;
  private final OpusAccessUnits packets = new OpusAccessUnits();
  private final AccessUnit unit;

  OpusIngest(
      Track track, AccessUnitSink sink, TrackClock clock, EnumCounters<IngestCounter> counters) {
    this.played = track.played();
    this.severalStreams = track.format().channels() > 2;
    this.sink = sink;
    this.clock = clock;
    this.audioClock = new AudioClock(clock, counters);
    this.counters = counters;
    this.unit = new AccessUnit(track.id(), track.format()).setKey(true);
  }

  @Override
  public void pes(Pes pes) {
    boolean discontinuity = false;
    if (clock.usable(pes.pts33())) {
      clock.placeSound(pes.pts33(), pes.discontinuity(), pes.arrivalNanos());
      discontinuity = clock.jumped();
      audioClock.begin(discontinuity);
    } else if (!audioClock.beginUnstamped()) {
      return;
    }
    packets.reset(pes.array(), pes.offset(), pes.intactLength());
    while (packets.next()) {
      int samples = samples48k(pes.array());
      if (samples == OpusPacket.INVALID || (played && packets.length() > MAX_PACKET_BYTES)) {
        counters.increment(IngestCounter.BAD_OPUS);
        continue;
      }
      long ticks = audioClock.next(Ticks90k.ofSamples48k(samples));
      if (ticks != AudioClock.LEAVE_OUT) {
        sink.append(
            unit.setTimes(ticks, ticks)
                .setArrival(pes.arrivalNanos())
                .setDiscontinuity(discontinuity)
                .setContent(pes.array(), packets.offset(), packets.length()));
        discontinuity = false;
      }
    }
    if (packets.malformed() && !pes.damaged()) {
      counters.increment(IngestCounter.BAD_OPUS);
    }
  }

  private int samples48k(byte[] array) {
    return severalStreams
        ? OpusPacket.announcedSamples48k(array, packets.offset(), packets.length())
        : OpusPacket.durationSamples48k(array, packets.offset(), packets.length());
  }
}
