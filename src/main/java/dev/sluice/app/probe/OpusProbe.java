package dev.sluice.app.probe;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.OpusAccessUnits;
import dev.sluice.container.mpegts.Pes;

/** Probes an Opus track, whose access units are Opus packets. */
final class OpusProbe extends TrackProbe {
  private final OpusAccessUnits packets = new OpusAccessUnits();
  private long longestBurstTicks;

  OpusProbe(ElementaryStream stream) {
    super(stream);
  }

  @Override
  void units(Pes pes, long ptsTicks90k) {
    long burst = 0;
    packets.reset(pes.array(), pes.offset(), pes.length());
    while (packets.next()) {
      int samples = OpusPacket.durationSamples48k(pes.array(), packets.offset(), packets.length());
      unit(ptsTicks90k == NO_STAMP ? NO_STAMP : ptsTicks90k + burst, true);
      burst += samples == OpusPacket.INVALID ? 0 : Ticks90k.ofSamples48k(samples);
    }
    longestBurstTicks = Math.max(longestBurstTicks, burst);
  }

  @Override
  TrackReport report() {
    return super.report()
        .with(
            null,
            new AudioReport(
                stream().channels(), meanStepTicks() / 90, (double) longestBurstTicks / 90));
  }
}
