package dev.sluice.app.probe;

import dev.sluice.base.time.StampUnwrapper;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.Codec;

/** Probes one track: the part common to all codecs. */
abstract class TrackProbe {
  /** Stands for a missing time stamp. */
  static final long NO_STAMP = Long.MIN_VALUE;

  /** Larger distances between time stamps count as jumps. */
  private static final long JUMP_TICKS = 2 * Ticks90k.PER_SECOND;

  private final ElementaryStream stream;
  private long accessUnits;
  private long keyUnits;
  private long firstPts = NO_STAMP;
  private long lastPts = NO_STAMP;
  private long lastDts = NO_STAMP;
  private long bytes;
  private long pesPackets;
  private long earlyPes;
  private long boundedPes;
  private long missingStamps;
  private long backwards;
  private long jumps;
  private long longestStepTicks;
  private long leastLeadTicks = Long.MAX_VALUE;
  private boolean flushRuleDisabled;

  TrackProbe(ElementaryStream stream) {
    this.stream = stream;
  }

  final Codec codec() {
    return stream.codec();
  }

  /** Processes a PES packet; {@code clockTicks90k} is the newest clock reference. */
  final void pes(Pes pes, StampUnwrapper unwrapper, long clockTicks90k) {
    pesPackets++;
    bytes += pes.length();
    earlyPes += pes.early() ? 1 : 0;
    boundedPes += pes.bounded() ? 1 : 0;
    if (pes.pts33() == Pes.NO_STAMP) {
      missingStamps++;
      units(pes, NO_STAMP);
      return;
    }
    long dts = unwrapper.unwrap(pes.dts33());
    decoded(dts);
    if (clockTicks90k != ClockHealth.NONE) {
      leastLeadTicks = Math.min(leastLeadTicks, dts - clockTicks90k);
    }
    units(pes, unwrapper.peek(pes.pts33()));
  }

  private void decoded(long dts) {
    if (lastDts != NO_STAMP) {
      long step = dts - lastDts;
      backwards += step < 0 ? 1 : 0;
      jumps += Math.abs(step) > JUMP_TICKS ? 1 : 0;
      longestStepTicks = Math.max(longestStepTicks, step);
    }
    lastDts = dts;
  }

  /** Finds the access units in a PES packet and calls {@link #unit} for each. */
  abstract void units(Pes pes, long ptsTicks90k);

  /** Counts an access unit. */
  final void unit(long ptsTicks90k, boolean key) {
    accessUnits++;
    keyUnits += key ? 1 : 0;
    if (ptsTicks90k != NO_STAMP) {
      firstPts = firstPts == NO_STAMP ? ptsTicks90k : Math.min(firstPts, ptsTicks90k);
      lastPts = Math.max(lastPts, ptsTicks90k);
    }
  }

  final void flushRuleDisabled() {
    flushRuleDisabled = true;
  }

  final ElementaryStream stream() {
    return stream;
  }

  /** The mean distance of access units in ticks, 0 if unknown. */
  final double meanStepTicks() {
    return accessUnits < 2 || firstPts == NO_STAMP
        ? 0
        : (double) (lastPts - firstPts) / (accessUnits - 1);
  }

  private PesEndSignal flush() {
    if (pesPackets > 0 && boundedPes == pesPackets) {
      return PesEndSignal.LENGTH;
    }
    if (flushRuleDisabled) {
      return PesEndSignal.NEXT_START;
    }
    return earlyPes > 0 ? PesEndSignal.STUFFING : PesEndSignal.LEARNING;
  }

  private double flushWinMillis(PesEndSignal flush) {
    // Without early delivery, each PES packet except the last would wait for the next one.
    double stepMillis = pesPackets == 0 ? 0 : meanStepTicks() * accessUnits / pesPackets / 90;
    return flush == PesEndSignal.LENGTH || flush == PesEndSignal.STUFFING ? stepMillis : 0;
  }

  /** The findings. */
  TrackReport report() {
    double spanTicks = meanStepTicks() * accessUnits;
    PesEndSignal flush = flush();
    StampHealth stamps =
        new StampHealth(
            missingStamps,
            backwards,
            jumps,
            Ticks90k.toMillis(longestStepTicks),
            leastLeadTicks == Long.MAX_VALUE ? 0 : Ticks90k.toMillis(leastLeadTicks));
    return new TrackReport(
        stream,
        accessUnits,
        keyUnits,
        firstPts,
        lastPts,
        pesPackets,
        spanTicks == 0 ? 0 : Math.round(bytes * 8 * 90_000.0 / spanTicks),
        stamps,
        flush,
        earlyPes,
        flushWinMillis(flush),
        null,
        null);
  }
}
