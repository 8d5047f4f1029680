package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.annexb.AnnexB;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.NalType;
import dev.sluice.codec.h264.SpsInfo;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/**
 * The H.264 track sent to viewers: finds the access units in the PES packets and computes their
 * times.
 *
 * <p>A PES packet usually holds one access unit, which is passed on at once. It may hold several.
 * An access unit may also be spread over several PES packets. The signs of this are a PES packet
 * that begins in the middle of a picture, and one with the largest length that its length field can
 * state. From then on the last access unit of a PES packet is held until the next one begins.
 * Muxers cut at a fixed size: a PES packet shorter than all continued ones is the last piece.
 *
 * <p>The stamps of a PES packet belong to the first picture that begins in it (ISO/IEC 13818-1
 * clause 2.4.3.7); each later picture follows at the usual distance. A stamp that equals its
 * predecessor counts as missing, since the stamps of some sources stand still.
 */
final class H264Ingest implements TrackIngest {
  /** Largest held access unit: the limit of a PES packet. */
  private static final int MAX_HELD_BYTES = 8 << 20;

  /** After this many PES packets without a split picture, no split is expected. */
  private static final int FORGET_PES = 250;

  /** Distance between pictures until the SPS states it: 30 pictures a second. */
  private static final long DEFAULT_STEP_TICKS = 3000;

  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final EnumCounters<IngestCounter> counters;
  private final H264UnitBuilder builder;
  private final DecodingTimes decodingTimes;
  private final StartPoints startPoints = new StartPoints();
  private final AccessUnit unit;
  private final NalIndex nalUnits = new NalIndex();
  private final AccessUnitWalk walk = new AccessUnitWalk();

  // Stamps for the next picture.
  private boolean stampsUnused;
  private long pts33 = Pes.NO_STAMP;
  private long dts33 = Pes.NO_STAMP;
  private boolean jumpIndicated;
  private long stepTicks = DEFAULT_STEP_TICKS;

  // The last access unit of a PES packet, while it may continue in the next one.
  private final GrowableBytes held = new GrowableBytes(0, MAX_HELD_BYTES);
  private final NalIndex heldUnits = new NalIndex();
  private boolean heldDamaged;
  private long heldArrivalNanos;

  private int spreadPes;

  /** Length of the shortest PES packet whose picture continued in the next one. */
  private int shortestCutBytes = Integer.MAX_VALUE;

  private int lastPesBytes;
  private boolean damagedBefore;
  private boolean started;

  H264Ingest(
      Track track, AccessUnitSink sink, TrackClock clock, EnumCounters<IngestCounter> counters) {
    this.sink = sink;
    this.clock = clock;
    this.counters = counters;
    this.builder = new H264UnitBuilder(track.format(), counters);
    this.decodingTimes = new DecodingTimes(counters, () -> sink.warn(DecodingTimes.wrong(track)));
    this.unit = new AccessUnit(track.id(), track.format());
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
      takeStamps(pes);
      passUnits(pes, first, goesOn(pes));
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

  /** Whether the last access unit of a PES packet may continue in the next one. */
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

  /**
   * Handles the bytes before {@code start}, with {@code units} NAL units: they continue the last
   * picture.
   */
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
    if (picture && started) {
      counters.increment(IngestCounter.CUT_PICTURES);
      // After a hole, this shows only that the beginning of the picture is missing.
      if (!damagedBefore && !pes.damaged()) {
        expectMore();
      }
    }
  }

  private void passUnits(Pes pes, int first, boolean hold) {
    int intactEnd = pes.offset() + pes.intactLength();
    walk.reset(nalUnits, first);
    while (walk.next()) {
      if (hold && walk.to() == nalUnits.count()) {
        hold(pes, nalUnits.offset(walk.from()) - AnnexB.START_CODE_BYTES);
      } else {
        pass(nalUnits, intactEnd, pes.arrivalNanos());
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
      pass(heldUnits, intactEnd, heldArrivalNanos);
    }
    held.clear();
  }

  /** Keeps the stamps until a picture uses them. */
  private void takeStamps(Pes pes) {
    jumpIndicated |= pes.discontinuity();
    if (pes.pts33() != Pes.NO_STAMP || !stampsUnused) {
      pts33 = pes.pts33();
      dts33 = pes.dts33();
      stampsUnused = true;
    }
  }

  /** Passes on the walk's current access unit. */
  private void pass(NalIndex units, int intactEnd, long arrivalNanos) {
    builder.read(units, walk, intactEnd, stampsUnused && pts33 != dts33);
    SpsInfo changed = builder.changedSps();
    if (changed != null) {
      clock.setNominalStep(changed.frameTicks90k());
      decodingTimes.setReorder(changed.maxReorderFrames());
      stepTicks = changed.frameTicks90k() > 0 ? changed.frameTicks90k() : DEFAULT_STEP_TICKS;
    }
    if (!walk.picture()) {
      return;
    }
    place(arrivalNanos);
    int last = walk.to() - 1;
    boolean damaged = units.offset(last) + units.length(last) > intactEnd;
    boolean key =
        !damaged && startPoints.isStart(walk.key(), builder.recoveryPoint(), clock.dtsTicks90k());
    if (builder.build(units, walk)) {
      started |= key && builder.format().complete();
      sink.append(
          unit.setFormat(builder.format())
              .setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
              .setArrival(arrivalNanos)
              .setKey(key)
              .setDiscontinuity(clock.jumped())
              .setDamaged(damaged)
              .setDisposable(walk.disposable())
              .setContent(builder.content().array(), 0, builder.content().length()));
    }
  }

  private void place(long arrivalNanos) {
    if (stampsUnused && clock.usable(pts33)) {
      long dts = decodingTimes.next(pts33, dts33, stepTicks, walk.key());
      clock.place(pts33, dts, jumpIndicated, arrivalNanos);
      jumpIndicated = false;
    } else {
      clock.follow(arrivalNanos);
    }
    stampsUnused = false;
  }

  @Override
  public void end() {
    flushHeld();
  }
}
