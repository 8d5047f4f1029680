package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.annexb.StartCodeFramer;
import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.ingest.track.DecodingTimes;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/**
 * A track of video other than H.264: each coded picture is an access unit. A picture is passed on
 * when the next one begins.
 *
 * <p>The stamps of a PES packet belong to the first picture that begins in it (ISO/IEC 13818-1
 * clause 2.4.3.7); each later picture follows at the usual distance.
 */
abstract class FramedVideoIngest extends FramedIngest {
  /** Distance between pictures until the codec states it: 30 pictures a second. */
  private static final long DEFAULT_STEP_TICKS = 3000;

  private final StartCodeFramer framer;
  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final DecodingTimes decodingTimes;
  private final AccessUnit unit;
  private long stepTicks;

  FramedVideoIngest(
      Track track,
      StartCodeFramer framer,
      AccessUnitSink sink,
      TrackClock clock,
      EnumCounters<IngestCounter> counters) {
    super(framer, counters);
    this.framer = framer;
    this.sink = sink;
    this.clock = clock;
    this.decodingTimes = new DecodingTimes(counters, () -> sink.warn(DecodingTimes.wrong(track)));
    this.unit = new AccessUnit(track.id(), track.format());
  }

  /**
   * Sets the format and the content of the framer's current access unit.
   *
   * @return false when there is no content to pass on
   */
  abstract boolean fill(AccessUnit into);

  /** Whether a decoder can be configured with the newest format. */
  abstract boolean configured();

  /** A picture with a hole is worth keeping: a decoder may conceal it. */
  @Override
  final void behindHole(Pes pes, int usable) {
    int from = pes.offset() + usable;
    push(pes.array(), from, pes.length() - usable, Pes.NO_STAMP, Pes.NO_STAMP);
  }

  @Override
  final void unit(long arrivalNanos) {
    if (framer.durationTicks90k() != stepTicks) {
      stepTicks = framer.durationTicks90k();
      clock.setNominalStep(stepTicks);
    }
    place(arrivalNanos);
    if (fill(unit)) {
      sink.append(
          unit.setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
              .setArrival(arrivalNanos)
              .setKey(framer.key() && !framer.damaged() && configured())
              .setDiscontinuity(clock.jumped())
              .setDamaged(framer.damaged()));
    }
  }

  private void place(long arrivalNanos) {
    long pts33 = framer.pts33();
    if (pts33 == AccessUnitFramer.NO_STAMP || !clock.usable(pts33)) {
      clock.follow(arrivalNanos);
      return;
    }
    long step = stepTicks > 0 ? stepTicks : DEFAULT_STEP_TICKS;
    // No picture ends the reordering: pictures after a random access point may be presented before
    // it.
    long dts33 = decodingTimes.next(pts33, framer.dts33(), step, false);
    clock.place(pts33, dts33, takeJump(), arrivalNanos);
  }
}
