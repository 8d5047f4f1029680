package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.codec.annexb.AnnexB;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.NalType;
import dev.sluice.container.mpegts.Pes;

/**
 * The H.264 track that is played: finds the access units in its PES packets.
 *
 * <p>As a rule a PES packet holds one access unit, and that leaves at once. It may hold several;
 * the stamps are those of the first. And an access unit may be spread over several PES packets,
 * which shows when one goes on in the middle of a picture, or is as long as its length field
 * allows: then the last access unit of a PES packet is held until the next one begins. Muxers cut
 * at a fixed size, so that a PES packet which is shorter than any that went on is the last piece.
 */
final class VideoIngest implements TrackIngest {
  /** As the largest PES packet. */
  private static final int MAX_HELD_BYTES = 8 << 20;

  /** After so many PES packets that did not go on in the middle, none is expected to. */
  private static final int FORGET_PES = 250;

  private final VideoWriter writer;
  private final IngestCounters counters;
  private final NalIndex nalUnits = new NalIndex();
  private final AccessUnitWalk walk = new AccessUnitWalk();
  private final VideoStamps stamps;
  private final GrowableBytes held = new GrowableBytes(0, MAX_HELD_BYTES);
  private final NalIndex heldUnits = new NalIndex();
  private boolean heldDamaged;
  private long heldArrivalNanos;
  private int spreadPes;

  /** The shortest PES packet that went on in the next one. */
  private int shortestCutBytes = Integer.MAX_VALUE;

  private int lastPesBytes;
  private boolean damagedBefore;

  VideoIngest(VideoWriter writer, UnitClock clock, IngestCounters counters) {
    this.writer = writer;
    this.counters = counters;
    this.stamps = new VideoStamps(clock, counters);
  }

  @Override
  public void pes(Pes pes) {
    scan(nalUnits, pes.array(), pes.offset(), pes.length());
    int first = AccessUnitWalk.firstStart(nalUnits);
    boolean fromStart = first == 0 && nalUnits.leadingBytes() == 0;
    int end = pes.offset() + pes.length();
    int start =
        fromStart
            ? pes.offset()
            : first < nalUnits.count() ? nalUnits.offset(first) - AnnexB.START_CODE_BYTES : end;
    forget();
    if (start > pes.offset()) {
      goOn(pes, first, start);
    }
    if (start < end) {
      flushHeld();
      stamps.offer(pes);
      writeUnits(pes, first, goesOn(pes));
    } else if (!goesOn(pes)) {
      flushHeld();
    }
    damagedBefore = pes.damaged();
    lastPesBytes = pes.length();
  }

  private void forget() {
    spreadPes = Math.max(0, spreadPes - 1);
    if (spreadPes == 0) {
      shortestCutBytes = Integer.MAX_VALUE;
    }
  }

  /** Whether the last access unit of a PES packet may go on in the next one. */
  private boolean goesOn(Pes pes) {
    return pes.full() || (spreadPes > 0 && (pes.damaged() || pes.length() >= shortestCutBytes));
  }

  private void expectMore() {
    spreadPes = FORGET_PES;
    shortestCutBytes = Math.min(shortestCutBytes, lastPesBytes);
  }

  private void scan(NalIndex index, byte[] array, int offset, int length) {
    index.scan(array, offset, length);
    if (index.overflowed()) {
      counters.increment(IngestCounter.TOO_MANY_NAL_UNITS);
    }
  }

  /** The bytes up to {@code start}, with {@code units} NAL units, belong to the last picture. */
  private void goOn(Pes pes, int units, int start) {
    if (held.length() > 0) {
      expectMore();
      heldDamaged |= pes.damaged();
      heldArrivalNanos = pes.arrivalNanos();
      if (!held.append(pes.array(), pes.offset(), start - pes.offset())) {
        counters.increment(IngestCounter.OVERSIZE_PICTURES);
        held.clear();
      }
      return;
    }
    boolean picture = nalUnits.leadingBytes() > 0;
    for (int i = 0; i < units; i++) {
      picture |= NalType.codesPicture(NalType.of(nalUnits, i));
    }
    if (picture && writer.started()) {
      counters.increment(IngestCounter.CUT_PICTURES);
      // Behind a hole it only means that the picture's beginning is missing.
      if (!damagedBefore && !pes.damaged()) {
        expectMore();
      }
    }
  }

  private void writeUnits(Pes pes, int first, boolean hold) {
    int intactEnd = pes.offset() + pes.intactLength();
    walk.reset(nalUnits, first);
    while (walk.next()) {
      if (hold && walk.to() == nalUnits.count()) {
        hold(pes, nalUnits.offset(walk.from()) - AnnexB.START_CODE_BYTES);
      } else {
        writer.write(nalUnits, walk, intactEnd, stamps, pes.arrivalNanos());
      }
    }
  }

  private void hold(Pes pes, int from) {
    heldDamaged = pes.damaged();
    heldArrivalNanos = pes.arrivalNanos();
    if (!held.append(pes.array(), from, pes.offset() + pes.length() - from)) {
      counters.increment(IngestCounter.OVERSIZE_PICTURES);
    }
  }

  private void flushHeld() {
    if (held.length() == 0) {
      return;
    }
    scan(heldUnits, held.array(), 0, held.length());
    int intactEnd = heldDamaged ? 0 : held.length();
    walk.reset(heldUnits, 0);
    while (walk.next()) {
      writer.write(heldUnits, walk, intactEnd, stamps, heldArrivalNanos);
    }
    held.clear();
  }

  @Override
  public void end() {
    flushHeld();
  }
}
