package dev.sluice.ingest.track;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.NalType;
import dev.sluice.codec.h264.ParameterSets;
import dev.sluice.codec.h264.Sei;
import dev.sluice.codec.h264.SpsInfo;
import dev.sluice.media.TrackFormat;
import org.jspecify.annotations.Nullable;

/**
 * Builds the content of H.264 access units in the form of {@link dev.sluice.media.AccessUnit}, and
 * the format from their parameter sets.
 *
 * <p>Order of calls for each access unit: {@link #read}, then {@link #build}, then the results.
 */
final class H264UnitBuilder {
  /** Largest PES packet and a length for each NAL unit. */
  private static final int MAX_UNIT_BYTES = 9 << 20;

  private final EnumCounters<IngestCounter> counters;
  private final ParameterSets parameterSets;
  private final GrowableBytes content;
  private TrackFormat format;
  private boolean recoveryPoint;
  private @Nullable SpsInfo changedSps;

  /**
   * @param announced the track's format before any parameter sets
   * @param budget memory for the content
   */
  H264UnitBuilder(TrackFormat announced, ByteBudget budget, EnumCounters<IngestCounter> counters) {
    this.content = new GrowableBytes(0, MAX_UNIT_BYTES, budget);
    this.counters = counters;
    this.format = announced;
    this.parameterSets = new ParameterSets(announced);
  }

  /** Keeps a parameter set that arrived outside the access units. */
  void addParameterSet(byte[] array, int offset, int length) {
    parameterSets.add(array, offset, length);
  }

  /**
   * Reads parameter sets and recovery points.
   *
   * @param unit its NAL units in {@code units}
   * @param intactEnd index of the first hole in the bytes, or their end
   * @param reordered whether the stamps show that pictures are presented out of decoding order
   */
  void read(NalIndex units, AccessUnitWalk unit, int intactEnd, boolean reordered) {
    recoveryPoint = false;
    changedSps = null;
    for (int i = unit.from(); i < unit.to(); i++) {
      int offset = units.offset(i);
      int length = units.length(i);
      int type = NalType.of(units, i);
      if (offset + length > intactEnd) {
        break;
      }
      if (type == NalType.SPS || type == NalType.PPS) {
        parameterSets.add(units.array(), offset, length);
      } else if (type == NalType.SEI && Sei.hasRecoveryPoint(units.array(), offset, length)) {
        counters.increment(IngestCounter.RECOVERY_POINTS);
        recoveryPoint = true;
      }
    }
    if (parameterSets.takeChange()) {
      changedSps = parameterSets.sps();
      format = parameterSets.format(reordered);
    }
  }

  /**
   * Gathers the NAL units of the access unit, each preceded by its length.
   *
   * @return false if the access unit is too large, which is counted
   */
  boolean build(NalIndex units, AccessUnitWalk unit) {
    content.clear();
    for (int i = unit.from(); i < unit.to(); i++) {
      if (!NalType.droppedFromRtp(NalType.of(units, i))
          && !NalUnitContent.append(content, units, i)) {
        counters.increment(IngestCounter.OVERSIZE_PICTURES);
        return false;
      }
    }
    return true;
  }

  /** Format in force. */
  TrackFormat format() {
    return format;
  }

  /** The new SPS, if {@link #read} found new parameter sets. */
  @Nullable SpsInfo changedSps() {
    return changedSps;
  }

  /** Whether the access unit has a recovery point (ITU-T H.264 clause D.2.8). */
  boolean recoveryPoint() {
    return recoveryPoint;
  }

  /** Content of the access unit. */
  GrowableBytes content() {
    return content;
  }
}
