package dev.sluice.ingest;

import dev.sluice.mpegts.Pes;

/**
 * Gives each picture its time: the stamps of a PES packet belong to the first picture that begins
 * in it (ISO/IEC 13818-1 clause 2.4.3.7), the others follow at the usual distance.
 */
final class VideoStamps {
  private final UnitClock clock;
  private boolean fresh;
  private long pts33 = Pes.NO_STAMP;
  private long dts33 = Pes.NO_STAMP;
  private boolean indicated;

  VideoStamps(UnitClock clock) {
    this.clock = clock;
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

  /** Places the next picture; the result is in the clock. */
  UnitClock place(long arrivalNanos) {
    if (fresh) {
      clock.place(pts33, dts33, indicated, arrivalNanos);
      fresh = false;
      indicated = false;
    } else {
      clock.follow(arrivalNanos);
    }
    return clock;
  }
}
