package dev.sluice.app.probe;

import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.NalType;
import dev.sluice.codec.h264.ParameterSets;
import dev.sluice.codec.h264.Sei;
import dev.sluice.codec.h264.SpsInfo;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Probes an H.264 track: pictures, sizes, groups of pictures, reordering. */
final class VideoProbe extends TrackProbe {
  /** Maximum count of reported sizes; only the newest are kept. */
  private static final int MAX_SIZES = 16;

  private final NalIndex nalUnits = new NalIndex();
  private final AccessUnitWalk walk = new AccessUnitWalk();
  private final ParameterSets sets = new ParameterSets(TrackFormat.of(Codec.H264).build());
  private final List<String> sizes = new ArrayList<>();
  private @Nullable TrackFormat format;
  private long idrPictures;
  private long recoveryPoints;
  private long reordered;
  private long reorderedReferences;
  private long highestPts = NO_STAMP;

  /** PTS of a PES packet that opened an access unit and held no picture. */
  private long openedPts = NO_STAMP;

  /** Whether packets were lost since the last key picture: a picture may be late. */
  private boolean lossy;

  private long sinceKey;
  private boolean keySeen;
  private long shortestGop;
  private long longestGop;

  VideoProbe(ElementaryStream stream) {
    super(stream);
  }

  @Override
  void units(Pes pes, long ptsTicks90k) {
    nalUnits.scan(pes.array(), pes.offset(), pes.length());
    walk.reset(nalUnits, AccessUnitWalk.firstStart(nalUnits));
    lossy |= pes.damaged() || pes.lostBefore();
    long pts = ptsTicks90k == NO_STAMP ? openedPts : ptsTicks90k;
    openedPts = pts;
    while (walk.next()) {
      boolean recoveryPoint = observe();
      if (walk.picture()) {
        size();
        picture(pts, recoveryPoint);
        // The PTS belongs to the first picture; the others have none.
        pts = NO_STAMP;
        openedPts = NO_STAMP;
      }
    }
  }

  private boolean observe() {
    boolean recoveryPoint = false;
    for (int i = walk.from(); i < walk.to(); i++) {
      int type = NalType.of(nalUnits, i);
      if (type == NalType.SPS || type == NalType.PPS) {
        sets.add(nalUnits.array(), nalUnits.offset(i), nalUnits.length(i));
      } else if (type == NalType.SEI) {
        recoveryPoint |=
            Sei.hasRecoveryPoint(nalUnits.array(), nalUnits.offset(i), nalUnits.length(i));
      }
    }
    if (sets.takeChange()) {
      format = sets.format(false);
    }
    return recoveryPoint;
  }

  /** The size of a picture: that of the SPS it refers to, since several may be in use. */
  private void size() {
    int slice = walk.from();
    while (slice < walk.to() && !AccessUnitWalk.firstOfPicture(nalUnits, slice)) {
      slice++;
    }
    SpsInfo sps =
        slice == walk.to()
            ? null
            : sets.spsOfSlice(nalUnits.array(), nalUnits.offset(slice), nalUnits.length(slice));
    if (sps == null) {
      return;
    }
    String size = sps.widthPixels() + "x" + sps.heightPixels();
    if (sizes.isEmpty() || !sizes.getLast().equals(size)) {
      sizes.add(size);
    }
    if (sizes.size() > MAX_SIZES) {
      sizes.removeFirst();
    }
  }

  private void picture(long pts, boolean recoveryPoint) {
    boolean key = walk.key() || recoveryPoint;
    unit(pts, key);
    idrPictures += walk.key() ? 1 : 0;
    recoveryPoints += recoveryPoint ? 1 : 0;
    if (key) {
      group();
      lossy = false;
    }
    sinceKey++;
    if (lossy) {
      highestPts = Math.max(highestPts, pts);
    } else if (pts != NO_STAMP && pts < highestPts && !walk.key()) {
      reordered++;
      reorderedReferences += walk.disposable() ? 0 : 1;
    } else if (pts != NO_STAMP) {
      highestPts = pts;
    }
  }

  @Override
  void stampsJumped() {
    highestPts = NO_STAMP;
  }

  private void group() {
    if (keySeen) {
      shortestGop = shortestGop == 0 ? sinceKey : Math.min(shortestGop, sinceKey);
      longestGop = Math.max(longestGop, sinceKey);
    }
    keySeen = true;
    sinceKey = 0;
  }

  @Override
  TrackReport report() {
    double step = meanStepTicks();
    TrackFormat last = format;
    return super.report()
        .with(
            new VideoReport(
                List.copyOf(sizes),
                last == null ? 0 : last.profileLevelId(),
                step == 0 ? 0 : 90_000 / step,
                idrPictures,
                recoveryPoints,
                shortestGop,
                Math.max(longestGop, sinceKey),
                reordered,
                reorderedReferences),
            null);
  }
}
