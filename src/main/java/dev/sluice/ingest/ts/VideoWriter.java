package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.NalType;
import dev.sluice.codec.h264.ParameterSets;
import dev.sluice.codec.h264.Sei;
import dev.sluice.codec.h264.SpsInfo;
import dev.sluice.media.VideoConfig;
import dev.sluice.rtc.rtp.H264Packetizer;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.StreamWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures to the log in the form that RTP and recorders share.
 *
 * <pre>
 *   [ parameter sets and small SEI, aggregated ]   on key frames, and when they changed
 *   body: [ length (32) | NAL unit ] ...           without AUD, filler, parameter sets
 * </pre>
 *
 * <p>The RTP packets are ranges of those bytes. SEI in the body has none.
 */
final class VideoWriter {
  /** Largest PES packet, a length for each NAL unit, and the parameter sets. */
  private static final int MAX_UNIT_BYTES = 9 << 20;

  /** SEI up to this size goes with the parameter sets: timing, recovery point; not x264's essay. */
  private static final int MAX_SEI_BYTES = 64;

  private static final int MAX_SEI = 4;

  private final StreamWriter writer;
  private final IngestCounters counters;
  private final PictureOrder order;
  private final StartPoints startPoints = new StartPoints();
  private final ParameterSets parameterSets;
  private final H264Packetizer packetizer = new H264Packetizer();
  private final GrowableBytes bytes = new GrowableBytes(1 << 16, MAX_UNIT_BYTES);
  private final PacketTable packets = new PacketTable();

  private @Nullable VideoConfig config;
  private List<byte[]> configSets = List.of();
  private int sentConfigId;
  private int bodyOffset;
  private boolean started;
  private boolean discontinuity;

  VideoWriter(StreamWriter writer, PictureOrder order, IngestCounters counters) {
    this.writer = writer;
    this.order = order;
    this.counters = counters;
    this.parameterSets = new ParameterSets(writer::nextConfigId);
  }

  /** Whether the first key frame was written. */
  boolean started() {
    return started;
  }

  /**
   * Takes an access unit.
   *
   * @param unit its NAL units in {@code units}
   * @param intactEnd where its bytes have a hole, or their end
   * @param stamps placed for each picture, written or not
   */
  void write(
      NalIndex units, AccessUnitWalk unit, int intactEnd, VideoStamps stamps, long arrivalNanos) {
    boolean recoveryPoint = observe(units, unit, intactEnd);
    announce(stamps);
    if (!unit.picture()) {
      return;
    }
    UnitClock clock = stamps.place(unit.key(), arrivalNanos);
    discontinuity |= clock.jumped();
    int last = unit.to() - 1;
    boolean damaged = units.offset(last) + units.length(last) > intactEnd;
    VideoConfig current = config;
    boolean key = !damaged && startPoints.isStart(unit.key(), recoveryPoint, clock.dtsTicks90k());
    if (current == null || !(started || key)) {
      counters.increment(IngestCounter.BEFORE_FIRST_KEY);
      return;
    }
    started = true;
    boolean sent = order.sends(clock.ptsTicks90k(), unit.key(), unit.disposable(), key);
    if (!build(units, unit, sent && (key || current.id() != sentConfigId))) {
      counters.increment(IngestCounter.OVERSIZE_PICTURES);
      return;
    }
    sentConfigId = sent ? current.id() : sentConfigId;
    if (!sent) {
      packets.clear();
    }
    count(key, damaged);
    writer.append(
        clock.unit(current.id(), key, discontinuity, arrivalNanos),
        bytes.array(),
        bodyOffset,
        bytes.length(),
        packets);
    discontinuity = false;
  }

  /** Takes parameter sets over; whether there is a recovery point. */
  private boolean observe(NalIndex units, AccessUnitWalk unit, int intactEnd) {
    boolean recoveryPoint = false;
    for (int i = unit.from(); i < unit.to(); i++) {
      int offset = units.offset(i);
      int length = units.length(i);
      int type = NalType.of(units, i);
      if (offset + length > intactEnd) {
        break;
      }
      if (type == NalType.SPS || type == NalType.PPS) {
        parameterSets.observe(units.array(), offset, length);
      } else if (type == NalType.SEI && Sei.hasRecoveryPoint(units.array(), offset, length)) {
        counters.increment(IngestCounter.RECOVERY_POINTS);
        recoveryPoint = true;
      }
    }
    return recoveryPoint;
  }

  /** New parameter sets: whether they can be played is known before viewers hear of them. */
  private void announce(VideoStamps stamps) {
    VideoConfig newest = parameterSets.config();
    if (newest != null && newest != config) {
      config = newest;
      configSets = newest.parameterSets();
      SpsInfo sps = parameterSets.sps();
      if (sps != null) {
        order.announced(sps.maxReorderFrames(), stamps.delayed());
        stamps.announced(sps);
      }
      writer.setVideoConfig(newest);
    }
  }

  private void count(boolean key, boolean damaged) {
    counters.increment(IngestCounter.VIDEO_UNITS);
    if (key) {
      counters.increment(IngestCounter.KEY_FRAMES);
    }
    if (damaged) {
      counters.increment(IngestCounter.DAMAGED_PICTURES);
    }
  }

  /** Fills bytes and packets; false when there is no room. */
  private boolean build(NalIndex units, AccessUnitWalk unit, boolean withParameterSets) {
    bytes.clear();
    packets.clear();
    if (withParameterSets && !packetizer.addAggregated(leading(units, unit), bytes, packets)) {
      return false;
    }
    bodyOffset = bytes.length();
    for (int i = unit.from(); i < unit.to(); i++) {
      int type = NalType.of(units, i);
      if (!NalType.droppedFromRtp(type) && !addNalUnit(units, i, type)) {
        return false;
      }
    }
    return true;
  }

  private boolean addNalUnit(NalIndex units, int i, int type) {
    int length = units.length(i);
    for (int shift = 24; shift >= 0; shift -= 8) {
      if (!bytes.append(length >>> shift)) {
        return false;
      }
    }
    int at = bytes.length();
    if (!bytes.append(units.array(), units.offset(i), length)) {
      return false;
    }
    if (type != NalType.SEI) {
      packetizer.addNalUnit(bytes.array(), at, length, packets);
    }
    return true;
  }

  private List<byte[]> leading(NalIndex units, AccessUnitWalk unit) {
    List<byte[]> leading = configSets;
    for (int i = unit.from(); i < unit.to(); i++) {
      int length = units.length(i);
      if (NalType.of(units, i) == NalType.SEI
          && length <= MAX_SEI_BYTES
          && leading.size() < configSets.size() + MAX_SEI) {
        int offset = units.offset(i);
        // A key frame without SEI, which is the usual one, allocates nothing.
        leading = leading == configSets ? new ArrayList<>(configSets) : leading;
        leading.add(Arrays.copyOfRange(units.array(), offset, offset + length));
      }
    }
    return leading;
  }
}
