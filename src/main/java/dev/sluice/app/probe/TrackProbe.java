package dev.sluice.app.probe;

import dev.sluice.base.time.StampUnwrapper;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;

/** Probes one track: the part common to all codecs. */
abstract class TrackProbe {
  /** Stands for a missing time stamp. */
  static final long NO_STAMP = Long.MIN_VALUE;

  /** Larger distances between time stamps count as jumps. */
  private static final long JUMP_TICKS = 2 * Ticks90k.PER_SECOND;

  /** Larger steps backwards begin a new section; smaller ones are B-frames without DTS. */
  private static final long RESET_TICKS = Ticks90k.PER_SECOND / 2;

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
  private long scrambledPackets;
  private boolean flushRuleDisabled;
  private boolean lengthsIgnored;

  /** Span and count of steps of the sections before this one, between which the stamps jump. */
  private long earlierTicks;

  private long earlierSteps;
  private long sectionUnits;
  private long sectionFirst = NO_STAMP;
  private long sectionLast = NO_STAMP;
  private boolean firstOfPes;

  TrackProbe(ElementaryStream stream) {
    this.stream = stream;
  }

  final Codec codec() {
    return stream.codec();
  }

  /** Processes a PES packet. */
  final void pes(Pes pes, StampUnwrapper unwrapper, ClockHealth clock) {
    pesPackets++;
    bytes += pes.length();
    earlyPes += pes.early() ? 1 : 0;
    boundedPes += pes.bounded() ? 1 : 0;
    firstOfPes = true;
    if (pes.pts33() == Pes.NO_STAMP) {
      units(pes, NO_STAMP);
      return;
    }
    long dts = unwrapper.unwrap(pes.dts33());
    decoded(dts);
    long clockTicks90k = clock.newestTicks90k(unwrapper);
    if (clockTicks90k != ClockHealth.NONE) {
      leastLeadTicks = Math.min(leastLeadTicks, dts - clockTicks90k);
    }
    units(pes, unwrapper.peek(pes.pts33()));
  }

  private void decoded(long dts) {
    if (lastDts != NO_STAMP) {
      long step = dts - lastDts;
      backwards += step < 0 ? 1 : 0;
      boolean ahead = step > JUMP_TICKS && codec().kind() != MediaKind.DATA;
      jumps += ahead || step < -JUMP_TICKS ? 1 : 0;
      if (ahead || step < -RESET_TICKS) {
        endSection();
      }
      longestStepTicks = Math.max(longestStepTicks, step);
    }
    lastDts = dts;
  }

  private void endSection() {
    earlierTicks += sectionLast - sectionFirst;
    earlierSteps += sectionUnits == 0 ? 0 : sectionUnits - 1;
    sectionUnits = 0;
    sectionFirst = NO_STAMP;
    sectionLast = NO_STAMP;
    stampsJumped();
  }

  /** The stamps begin again: those before and after cannot be compared. */
  void stampsJumped() {}

  /** Finds the access units in a PES packet and calls {@link #unit} for each. */
  abstract void units(Pes pes, long ptsTicks90k);

  /** Counts an access unit. */
  final void unit(long ptsTicks90k, boolean key) {
    accessUnits++;
    keyUnits += key ? 1 : 0;
    sectionUnits++;
    missingStamps += firstOfPes && ptsTicks90k == NO_STAMP ? 1 : 0;
    firstOfPes = false;
    if (ptsTicks90k != NO_STAMP) {
      sectionFirst = sectionFirst == NO_STAMP ? ptsTicks90k : Math.min(sectionFirst, ptsTicks90k);
      sectionLast = Math.max(sectionLast, ptsTicks90k);
      firstPts = firstPts == NO_STAMP ? ptsTicks90k : Math.min(firstPts, ptsTicks90k);
      lastPts = Math.max(lastPts, ptsTicks90k);
    }
  }

  final void flushRuleDisabled() {
    flushRuleDisabled = true;
  }

  final void lengthsIgnored() {
    lengthsIgnored = true;
  }

  final void scrambled(long packets) {
    scrambledPackets = packets;
  }

  final ElementaryStream stream() {
    return stream;
  }

  /** The mean distance of access units in ticks, 0 if unknown. */
  final double meanStepTicks() {
    long steps = earlierSteps + Math.max(0, sectionUnits - 1);
    return steps == 0 ? 0 : (double) (earlierTicks + sectionLast - sectionFirst) / steps;
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
        scrambledPackets,
        lengthsIgnored,
        null,
        null);
  }
}
