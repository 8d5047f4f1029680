package dev.sluice.ingest.track;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.SpsInfo;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Track;

/**
 * Passes on the pictures of an H.264 track, with their times and parameter sets.
 *
 * <p>The stamps of a packet of the container belong to the first picture that begins in it; each
 * later picture follows at the usual distance. A stamp that equals its predecessor counts as
 * missing, since the stamps of some sources stand still.
 *
 * <p>Order of calls: {@link #takeStamps} for each packet, then {@link #pass} for each of its access
 * units.
 */
public final class H264Pictures {
  /** Distance between pictures until the SPS states it: 30 pictures a second. */
  private static final long DEFAULT_STEP_TICKS = 3000;

  private final AccessUnitSink sink;
  private final TrackClock clock;
  private final H264UnitBuilder builder;
  private final DecodingTimes decodingTimes;
  private final StartPoints startPoints = new StartPoints();
  private final AccessUnit unit;

  // Stamps for the next picture.
  private boolean stampsUnused;
  private long pts33 = TrackClock.NO_STAMP;
  private long dts33 = TrackClock.NO_STAMP;
  private boolean jumpIndicated;
  private long stepTicks = DEFAULT_STEP_TICKS;

  private boolean started;

  /**
   * @param track whose pictures they are
   * @param sink gets the access units
   * @param clock the track's
   * @param budget memory for the content of a picture
   * @param counters the track's
   */
  public H264Pictures(
      Track track,
      AccessUnitSink sink,
      TrackClock clock,
      ByteBudget budget,
      EnumCounters<IngestCounter> counters) {
    this.sink = sink;
    this.clock = clock;
    this.builder = new H264UnitBuilder(track.format(), budget, counters);
    this.decodingTimes = new DecodingTimes(counters, () -> sink.warn(DecodingTimes.wrong(track)));
    this.unit = new AccessUnit(track.id(), track.format());
  }

  /**
   * Keeps the stamps of a packet until a picture uses them.
   *
   * @param pts presentation time in 90 kHz ticks, 33 bits, or {@link TrackClock#NO_STAMP}
   * @param dts decoding time, equal to {@code pts} if the source gives none
   * @param jump whether the source announces that its clock may jump here
   */
  public void takeStamps(long pts, long dts, boolean jump) {
    jumpIndicated |= jump;
    if (pts != TrackClock.NO_STAMP || !stampsUnused) {
      pts33 = pts;
      dts33 = dts;
      stampsUnused = true;
    }
  }

  /** Whether the stamps taken last are missing. */
  public boolean unstamped() {
    return pts33 == TrackClock.NO_STAMP;
  }

  /** Whether a picture at which decoding can start was passed on. */
  public boolean started() {
    return started;
  }

  /**
   * Keeps a parameter set that arrived outside the access units.
   *
   * @param offset of the header byte of the NAL unit
   */
  public void addParameterSet(byte[] array, int offset, int length) {
    builder.addParameterSet(array, offset, length);
  }

  /**
   * Passes on the walk's current access unit.
   *
   * @param units its NAL units
   * @param intactEnd index of the first hole in their bytes; larger than any if there is none
   * @param arrivalNanos arrival time of its last byte
   */
  public void pass(NalIndex units, AccessUnitWalk walk, int intactEnd, long arrivalNanos) {
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
    place(walk.key(), arrivalNanos);
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

  private void place(boolean idr, long arrivalNanos) {
    if (stampsUnused && clock.usable(pts33)) {
      long dts = decodingTimes.next(pts33, dts33, stepTicks, idr);
      clock.place(pts33, dts, jumpIndicated, arrivalNanos);
      jumpIndicated = false;
    } else {
      clock.follow(arrivalNanos);
    }
    stampsUnused = false;
  }
}
