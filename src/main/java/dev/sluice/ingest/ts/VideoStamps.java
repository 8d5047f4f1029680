package dev.sluice.ingest.ts;

import dev.sluice.codec.h264.SpsInfo;
import dev.sluice.container.mpegts.Pes;

/**
 * Gives each picture its time: the stamps of a PES packet belong to the first picture that begins
 * in it (ISO/IEC 13818-1 clause 2.4.3.7), the others follow at the usual distance.
 *
 * <p>A stamp that repeats the one before it is none: sources whose stamps stand still, at zero for
 * example, are placed at the usual distance as well.
 */
final class VideoStamps {
  /** Until the SPS says it: 30 pictures a second. */
  private static final long DEFAULT_STEP_TICKS = 3000;

  private final UnitClock clock;
  private final DecodingTimes decodingTimes;
  private final IngestCounters counters;
  private boolean fresh;
  private long pts33 = Pes.NO_STAMP;
  private long dts33 = Pes.NO_STAMP;
  private long lastPts33 = Pes.NO_STAMP;
  private boolean indicated;
  private long stepTicks = DEFAULT_STEP_TICKS;

  VideoStamps(UnitClock clock, IngestCounters counters) {
    this.clock = clock;
    this.decodingTimes = new DecodingTimes(counters);
    this.counters = counters;
  }

  /** A PES packet begins an access unit. Stamps that no picture has used yet are kept. */
  void offer(Pes pes) {
    indicated |= pes.discontinuity();
    if (pes.pts33() != Pes.NO_STAMP || !fresh) {
      pts33 = pes.pts33();
      dts33 = pes.dts33();
      fresh = true;
    }
  }

  /** New parameter sets, for the next picture. */
  void announced(SpsInfo sps) {
    clock.setNominalStep(sps.frameTicks90k());
    decodingTimes.setReorder(sps.maxReorderFrames());
    stepTicks = sps.frameTicks90k() > 0 ? sps.frameTicks90k() : DEFAULT_STEP_TICKS;
  }

  /** Whether the source says that the next picture is shown later than it is decoded. */
  boolean delayed() {
    return fresh && pts33 != dts33;
  }

  /**
   * Places the next picture; the result is in the clock.
   *
   * @param idr whether it is an IDR picture
   */
  UnitClock place(boolean idr, long arrivalNanos) {
    boolean repeated = fresh && pts33 != Pes.NO_STAMP && pts33 == lastPts33;
    if (repeated) {
      counters.increment(IngestCounter.REPEATED_STAMPS);
    }
    if (!fresh || repeated) {
      clock.follow(arrivalNanos);
    } else {
      boolean stamped = pts33 != Pes.NO_STAMP;
      long dts = stamped ? decodingTimes.next(pts33, dts33, stepTicks, idr) : dts33;
      clock.place(pts33, dts, indicated, arrivalNanos);
      lastPts33 = pts33;
      indicated = false;
    }
    fresh = false;
    return clock;
  }
}
