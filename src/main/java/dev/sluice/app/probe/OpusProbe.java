package dev.sluice.app.probe;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.opus.OpusFrames;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.ingest.ts.OpusPesPackets;

/** Probes an Opus track, whose access units are Opus packets. */
final class OpusProbe extends TrackProbe {
  private final OpusPesPackets packets = new OpusPesPackets();
  private final OpusFrames frames = new OpusFrames();
  private long longestBurstTicks;

  OpusProbe(ElementaryStream stream) {
    super(stream);
  }

  @Override
  void units(Pes pes, long ptsTicks90k) {
    long burst = 0;
    packets.reset(pes);
    while (packets.next()) {
      int samples = samples48k(pes.array());
      if (samples == OpusPacket.INVALID) {
        continue;
      }
      unit(ptsTicks90k == NO_STAMP ? NO_STAMP : ptsTicks90k + burst, true);
      burst += Ticks90k.ofSamples48k(samples);
    }
    longestBurstTicks = Math.max(longestBurstTicks, burst);
  }

  private int samples48k(byte[] array) {
    if (stream().packetStreams() != 1) {
      return OpusPacket.announcedSamples48k(array, packets.offset(), packets.length());
    }
    boolean valid = frames.read(array, packets.offset(), packets.length());
    return valid ? frames.samples48k() : OpusPacket.INVALID;
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
