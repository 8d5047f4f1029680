package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.ingest.track.IngestCounter;

/**
 * A track with a framer, which finds the access units in the payloads of PES packets. An access
 * unit may be spread over several PES packets, and a PES packet may hold several.
 *
 * <p>Positions count the bytes of the elementary stream. They identify the PES packet with the last
 * byte of an access unit, since a framer may wait for the start of the next one.
 */
abstract class FramedIngest implements TrackIngest {
  private final AccessUnitFramer framer;
  private final EnumCounters<IngestCounter> counters;

  private long pushedBytes;
  private long deliveredBytes;

  /** Position of the end of the access unit delivered last. */
  private long endPosition;

  /**
   * Position of the newest PES packet, its arrival time, and the arrival time of its predecessor.
   */
  private long pesPosition;

  private long pesArrivalNanos;
  private long earlierArrivalNanos;

  /** Position from which on the source announces a jump of its clock, MAX_VALUE for none. */
  private long jumpPosition = Long.MAX_VALUE;

  private long countedBytes;
  private long countedUnits;

  FramedIngest(AccessUnitFramer framer, EnumCounters<IngestCounter> counters) {
    this.framer = framer;
    this.counters = counters;
  }

  /**
   * Takes the framer's current access unit.
   *
   * @param arrivalNanos arrival time of its last byte
   */
  abstract void unit(long arrivalNanos);

  @Override
  public void pes(Pes pes) {
    beginPush(pes.arrivalNanos());
    if (pes.discontinuity()) {
      jumpPosition = Math.min(jumpPosition, pushedBytes);
    }
    int usable = usableLength(pes);
    push(pes.array(), pes.offset(), usable, pes.pts33(), pes.dts33());
    if (pes.damaged()) {
      framer.gap();
      behindHole(pes, usable);
    }
    countFlaws();
  }

  /** Number of bytes to frame: those before the first hole. */
  int usableLength(Pes pes) {
    return pes.intactLength();
  }

  /** Takes the bytes of a damaged PES packet after the usable ones. By default they are dropped. */
  void behindHole(Pes pes, int usable) {
    count(IngestCounter.UNFRAMED_BYTES, pes.length() - usable);
  }

  @Override
  public void section(byte[] array, int offset, int length, long arrivalNanos) {
    beginPush(arrivalNanos);
    push(array, offset, length, Pes.NO_STAMP, Pes.NO_STAMP);
    countFlaws();
  }

  private void beginPush(long arrivalNanos) {
    earlierArrivalNanos = pesArrivalNanos;
    pesArrivalNanos = arrivalNanos;
    pesPosition = pushedBytes;
  }

  /** Pushes a part of a PES packet, and delivers the access units that are complete. */
  final void push(byte[] array, int offset, int length, long pts33, long dts33) {
    framer.push(array, offset, length, pts33, dts33);
    pushedBytes += length;
    deliver();
  }

  private void deliver() {
    while (framer.next()) {
      deliveredBytes += framer.length();
      endPosition = framer.skippedBytes() + deliveredBytes;
      unit(endPosition <= pesPosition ? earlierArrivalNanos : pesArrivalNanos);
    }
  }

  /** Whether the source announced a jump of its clock. Returns true once per announcement. */
  final boolean takeJump() {
    if (endPosition <= jumpPosition) {
      return false;
    }
    jumpPosition = Long.MAX_VALUE;
    return true;
  }

  private void countFlaws() {
    count(IngestCounter.UNFRAMED_BYTES, framer.skippedBytes() - countedBytes);
    count(IngestCounter.DAMAGED_UNITS, framer.damagedUnits() - countedUnits);
    countedBytes = framer.skippedBytes();
    countedUnits = framer.damagedUnits();
  }

  private void count(IngestCounter counter, long increase) {
    if (increase > 0) {
      counters.add(counter, increase);
    }
  }

  @Override
  public final void end() {
    pesPosition = pushedBytes;
    earlierArrivalNanos = pesArrivalNanos;
    framer.flush();
    deliver();
    countFlaws();
  }
}
