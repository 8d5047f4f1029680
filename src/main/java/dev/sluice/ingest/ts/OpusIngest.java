package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.OpusAccessUnits;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.StreamWriter;

/** The Opus track that is played: each Opus packet is an entry and one RTP packet (RFC 7587). */
final class OpusIngest implements TrackIngest {
  /** One RTP packet carries it whole; 120 ms at 76 kbit/s. Larger ones have no way to a browser. */
  private static final int MAX_PACKET_BYTES = 1146;

  private static final long STAMP_MASK = (1L << 33) - 1;

  private final StreamWriter writer;
  private final UnitClock clock;
  private final AudioClock audioClock;
  private final IngestCounters counters;
  private final OpusAccessUnits units = new OpusAccessUnits();
  private final GrowableBytes bytes = new GrowableBytes(MAX_PACKET_BYTES, MAX_PACKET_BYTES);
  private final PacketTable packets = new PacketTable();
  private final AccessUnit unit = new AccessUnit(Track.AUDIO);
  private long lastPts33 = Pes.NO_STAMP;

  OpusIngest(StreamWriter writer, UnitClock clock, IngestCounters counters) {
    this.writer = writer;
    this.clock = clock;
    this.audioClock = new AudioClock(counters, clock.endTicks90k());
    this.counters = counters;
  }

  @Override
  public void pes(Pes pes) {
    boolean discontinuity = false;
    boolean repeated = pes.pts33() != Pes.NO_STAMP && pes.pts33() == lastPts33;
    if (pes.pts33() != Pes.NO_STAMP && !repeated) {
      lastPts33 = pes.pts33();
      clock.place(pes.pts33(), pes.dts33(), pes.discontinuity(), pes.arrivalNanos());
      discontinuity = clock.jumped();
      audioClock.begin(clock.ptsTicks90k(), discontinuity);
    } else {
      counters.increment(repeated ? IngestCounter.REPEATED_STAMPS : IngestCounter.UNSTAMPED);
      if (!audioClock.beginUnstamped()) {
        return;
      }
    }
    long sourcePts = Math.max(0, pes.pts33());
    units.reset(pes.array(), pes.offset(), pes.intactLength());
    while (units.next()) {
      int samples = OpusPacket.durationSamples48k(pes.array(), units.offset(), units.length());
      if (samples == OpusPacket.INVALID || units.length() > MAX_PACKET_BYTES) {
        counters.increment(IngestCounter.BAD_OPUS);
        continue;
      }
      long durationTicks = Ticks90k.ofSamples48k(samples);
      long ticks = audioClock.next(durationTicks);
      if (ticks != AudioClock.LEAVE_OUT) {
        append(pes, ticks, sourcePts & STAMP_MASK, discontinuity);
        clock.extend(audioClock.endTicks());
        discontinuity = false;
      }
      sourcePts += durationTicks;
    }
    if (units.malformed() && !pes.damaged()) {
      counters.increment(IngestCounter.BAD_OPUS);
    }
  }

  private void append(Pes pes, long ticks, long sourcePts33, boolean discontinuity) {
    bytes.clear();
    bytes.append(pes.array(), units.offset(), units.length());
    packets.clear();
    packets.add(0, bytes.length(), 0);
    counters.increment(IngestCounter.AUDIO_UNITS);
    writer.append(
        unit.set(ticks, ticks, sourcePts33, pes.arrivalNanos(), 0, true, discontinuity),
        bytes.array(),
        0,
        bytes.length(),
        packets);
  }
}
