package dev.sluice.app.probe;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.opus.OpusFrames;
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
      boolean valid = frames.read(pes.array(), packets.offset(), packets.length());
      unit(ptsTicks90k == NO_STAMP ? NO_STAMP : ptsTicks90k + burst, true);
      burst += valid ? Ticks90k.ofSamples48k(frames.samples48k()) : 0;
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
