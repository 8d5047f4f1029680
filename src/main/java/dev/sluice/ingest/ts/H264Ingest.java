package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.annexb.AnnexB;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.NalType;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.ingest.track.H264Pictures;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/**
 * The H.264 track sent to viewers: finds the access units in the PES packets.
 *
 * <p>A PES packet usually holds one access unit, which is passed on at once. It may hold several.
 * An access unit may also be spread over several PES packets ({@link PictureSpread}). The last
 * access unit of a PES packet is then held until the next one begins.
 */
final class H264Ingest implements TrackIngest {
  private final EnumCounters<IngestCounter> counters;
  private final H264Pictures pictures;
  private final NalIndex nalUnits = new NalIndex();
  private final AccessUnitWalk walk = new AccessUnitWalk();
  private final PictureSpread spread = new PictureSpread();

  // The last access unit of a PES packet, while it may continue in the next one.
  private final HeldUnits held;
  private final NalIndex heldUnits = new NalIndex();

  // Stamps of the PES packet with the first NAL units of the access unit behind the held picture.
  private boolean nextStamped;
  private long nextPts33 = Pes.NO_STAMP;
  private long nextDts33 = Pes.NO_STAMP;

  /**
   * @param budget memory for pictures
   */
  H264Ingest(
      Track track,
      AccessUnitSink sink,
      TrackClock clock,
      ByteBudget budget,
      EnumCounters<IngestCounter> counters) {
    this.counters = counters;
    this.pictures = new H264Pictures(track, sink, clock, budget, counters);
    this.held = new HeldUnits(budget);
  }

  @Override
  public void pes(Pes pes) {
    nalUnits.scan(pes.array(), pes.offset(), pes.length());
    countOverflow(nalUnits);
    spread.begin();
    if (held.isEmpty()) {
      alone(pes);
    } else {
      join(pes);
    }
    spread.end(pes);
  }

  private void countOverflow(NalIndex index) {
    if (index.overflowed()) {
      counters.increment(IngestCounter.TOO_MANY_NAL_UNITS);
    }
  }

  /** Takes a PES packet behind a picture that was passed on. */
  private void alone(Pes pes) {
    int first = AccessUnitWalk.firstStart(nalUnits);
    if (first > 0 || nalUnits.leadingBytes() > 0) {
      countCut(pes, first);
    }
    if (first < nalUnits.count()) {
      pictures.takeStamps(pes.pts33(), pes.dts33(), pes.discontinuity());
      passUnits(pes, first);
    }
  }

  /**
   * Counts {@code units} NAL units and the bytes before them if they belong to the last picture.
   */
  private void countCut(Pes pes, int units) {
    boolean picture = nalUnits.leadingBytes() > 0;
    for (int i = 0; i < units; i++) {
      picture |= NalType.codesPicture(NalType.of(nalUnits, i));
    }
    if (picture) {
      counters.add(IngestCounter.CUT_PICTURES, pictures.started() ? 1 : 0);
      spread.continued(pes, nalUnits.leadingBytes() == 0);
    }
  }

  private void passUnits(Pes pes, int first) {
    int intactEnd = pes.offset() + pes.intactLength();
    walk.reset(nalUnits, first);
    while (walk.next()) {
      if (walk.to() == nalUnits.count()
          && (!walk.picture() || spread.goesOn(pes, walk.to() - walk.from() == 1))) {
        int from = nalUnits.offset(walk.from()) - AnnexB.START_CODE_BYTES;
        if (!held.append(pes, nalUnits, walk.from(), from)) {
          counters.increment(IngestCounter.OVERSIZE_PICTURES);
        }
      } else {
        spread.whole();
        pictures.pass(nalUnits, walk, intactEnd, pes.arrivalNanos());
      }
    }
  }

  /** Takes a PES packet that may continue the held picture. */
  private void join(Pes pes) {
    boolean ends = held.endsIn(nalUnits);
    boolean continues = held.continuesIn(nalUnits);
    if (continues || held.lacksPicture()) {
      spread.continued(pes, nalUnits.leadingBytes() == 0);
      nextStamped = false;
    } else if (ends && held.pieces() == 1) {
      spread.whole();
    }
    if (!held.hasPicture() && pictures.unstamped()) {
      pictures.takeStamps(pes.pts33(), pes.dts33(), pes.discontinuity());
    }
    int slices = held.slices();
    if (!held.append(pes, nalUnits, 0, pes.offset())) {
      counters.increment(IngestCounter.OVERSIZE_PICTURES);
      held.clear();
      return;
    }
    boolean more = spread.goesOn(pes, held.slices() <= 1);
    if (ends || !more) {
      passHeld(pes, more);
    } else if (slices > 0 && slices == held.slices() && !nextStamped) {
      nextStamped = pes.pts33() != Pes.NO_STAMP;
      nextPts33 = pes.pts33();
      nextDts33 = pes.dts33();
    }
  }

  /**
   * Passes on the access units held.
   *
   * @param more whether the last one may go on
   */
  private void passHeld(Pes pes, boolean more) {
    held.scan(heldUnits);
    countOverflow(heldUnits);
    walk.reset(heldUnits, 0);
    for (int number = 0; walk.next(); number++) {
      if (number == 1) {
        boolean stamped = nextStamped && !held.inNewest(heldUnits, walk.from());
        pictures.takeStamps(
            stamped ? nextPts33 : pes.pts33(),
            stamped ? nextDts33 : pes.dts33(),
            pes.discontinuity());
        nextStamped = false;
      }
      boolean last = walk.to() == heldUnits.count();
      if (last && (!walk.picture() || more)) {
        held.keep(heldUnits, walk);
        return;
      }
      passHeldUnit();
    }
    held.clear();
  }

  private void passHeldUnit() {
    pictures.pass(
        heldUnits,
        walk,
        held.intactEnd(heldUnits, walk.from()),
        held.arrivalNanos(heldUnits, walk.to() - 1));
  }

  @Override
  public void end() {
    held.scan(heldUnits);
    walk.reset(heldUnits, 0);
    while (walk.next()) {
      passHeldUnit();
    }
    held.clear();
  }
}
