package dev.sluice.ingest;

import dev.sluice.bytes.GrowableBytes;
import dev.sluice.h264.AccessUnitWalk;
import dev.sluice.h264.NalIndex;
import dev.sluice.h264.NalType;
import dev.sluice.h264.ParameterSets;
import dev.sluice.h264.Sei;
import dev.sluice.media.VideoConfig;
import dev.sluice.rtp.H264Packetizer;
import dev.sluice.rtp.PacketTable;
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
  private long highestPtsTicks90k = Long.MIN_VALUE;

  VideoWriter(StreamWriter writer, IngestCounters counters) {
    this.writer = writer;
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
    observe(units, unit, intactEnd);
    if (!unit.picture()) {
      return;
    }
    UnitClock clock = stamps.place(arrivalNanos);
    discontinuity |= clock.jumped();
    int last = unit.to() - 1;
    boolean damaged = units.offset(last) + units.length(last) > intactEnd;
    VideoConfig current = config;
    boolean key = unit.key() && !damaged;
    if (current == null || !(started || key)) {
      counters.increment(IngestCounter.BEFORE_FIRST_KEY);
      return;
    }
    started = true;
    if (!build(units, unit, key, current)) {
      counters.increment(IngestCounter.OVERSIZE_PICTURES);
      return;
    }
    count(clock, key, damaged);
    writer.append(
        clock.unit(current.id(), key, discontinuity, arrivalNanos),
        bytes.array(),
        bodyOffset,
        bytes.length(),
        packets);
    discontinuity = false;
  }

  private void observe(NalIndex units, AccessUnitWalk unit, int intactEnd) {
    for (int i = unit.from(); i < unit.to(); i++) {
      int offset = units.offset(i);
      int length = units.length(i);
      int type = units.type(i);
      if (offset + length > intactEnd) {
        break;
      }
      if (type == NalType.SPS || type == NalType.PPS) {
        parameterSets.observe(units.array(), offset, length);
      } else if (type == NalType.SEI && Sei.hasRecoveryPoint(units.array(), offset, length)) {
        counters.increment(IngestCounter.RECOVERY_POINTS);
      }
    }
    VideoConfig newest = parameterSets.config();
    if (newest != null && newest != config) {
      config = newest;
      configSets = newest.parameterSets();
      writer.setVideoConfig(newest);
    }
  }

  private void count(UnitClock clock, boolean key, boolean damaged) {
    counters.increment(IngestCounter.VIDEO_UNITS);
    if (key) {
      counters.increment(IngestCounter.KEY_FRAMES);
    }
    if (damaged) {
      counters.increment(IngestCounter.DAMAGED_PICTURES);
    }
    if (clock.ptsTicks90k() < highestPtsTicks90k) {
      counters.increment(IngestCounter.REORDERED_PICTURES);
    } else {
      highestPtsTicks90k = clock.ptsTicks90k();
    }
  }

  /** Fills bytes and packets; false when there is no room. */
  private boolean build(NalIndex units, AccessUnitWalk unit, boolean key, VideoConfig current) {
    bytes.clear();
    packets.clear();
    if (key || current.id() != sentConfigId) {
      if (!packetizer.addAggregated(leading(units, unit), bytes, packets)) {
        return false;
      }
      sentConfigId = current.id();
    }
    bodyOffset = bytes.length();
    for (int i = unit.from(); i < unit.to(); i++) {
      int type = units.type(i);
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
    List<byte[]> leading = new ArrayList<>(configSets);
    for (int i = unit.from(); i < unit.to(); i++) {
      int length = units.length(i);
      if (units.type(i) == NalType.SEI
          && length <= MAX_SEI_BYTES
          && leading.size() < configSets.size() + MAX_SEI) {
        int offset = units.offset(i);
        leading.add(Arrays.copyOfRange(units.array(), offset, offset + length));
      }
    }
    return leading;
  }
}
