package dev.sluice.codec.h264;

import dev.sluice.base.bytes.BitReader;
import dev.sluice.media.TrackFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameter sets of a source, by id, and the format that they make.
 *
 * <p>Order of calls: {@link #add} for each SPS and PPS of an access unit, then {@link #takeChange}
 * and, if that says so, {@link #format}. While the source repeats its parameter sets nothing is
 * allocated.
 */
public final class ParameterSets {
  /**
   * Larger ones are rejected. Real ones have 10 to 60 bytes; with all scaling lists and HRD
   * parameters about 700.
   */
  public static final int MAX_BYTES = 1024;

  private static final int SPS_IDS = 32;
  private static final int PPS_IDS = 256;

  /** Most PPSs kept: encoders use one to three, and each key frame carries them all. */
  private static final int MAX_PPS = 16;

  private final byte[][] sps = new byte[SPS_IDS][];
  private final byte[][] pps = new byte[PPS_IDS][];
  private final SpsInfo[] infos = new SpsInfo[SPS_IDS];
  private final TrackFormat announced;
  private int ppsCount;
  private int newestSps;
  private boolean changed;
  private long rejected;

  /**
   * @param announced format of the track, to which the parameter sets add
   */
  public ParameterSets(TrackFormat announced) {
    this.announced = announced;
  }

  /**
   * Adds or replaces a parameter set; other NAL units are ignored.
   *
   * @param offset of its header byte
   * @param length of the NAL unit
   */
  public void add(byte[] array, int offset, int length) {
    int type = length < 2 ? 0 : NalType.of(array[offset]);
    if (type == NalType.SPS) {
      addSps(array, offset, length);
    } else if (type == NalType.PPS) {
      addPps(array, offset, length);
    }
  }

  private void addSps(byte[] array, int offset, int length) {
    for (byte[] known : sps) {
      if (known != null && Arrays.equals(known, 0, known.length, array, offset, offset + length)) {
        return;
      }
    }
    byte[] copy = Arrays.copyOfRange(array, offset, offset + length);
    SpsInfo info = length > MAX_BYTES ? null : SpsInfo.read(copy);
    if (info == null) {
      rejected++;
      return;
    }
    sps[info.id()] = copy;
    infos[info.id()] = info;
    newestSps = info.id();
    changed = true;
  }

  private void addPps(byte[] array, int offset, int length) {
    BitReader bits = new BitReader(array, offset + 1, length - 1);
    long id = bits.unsignedExpGolomb();
    long spsId = bits.unsignedExpGolomb();
    if (bits.overrun() || id >= PPS_IDS || spsId >= SPS_IDS || length > MAX_BYTES) {
      rejected++;
      return;
    }
    byte[] known = pps[(int) id];
    if (known != null && Arrays.equals(known, 0, known.length, array, offset, offset + length)) {
      return;
    }
    if (known == null) {
      if (ppsCount == MAX_PPS) {
        rejected++;
        return;
      }
      ppsCount++;
    }
    pps[(int) id] = Arrays.copyOfRange(array, offset, offset + length);
    changed = true;
  }

  /** Whether there are an SPS and a PPS, and one of them is new since the last call. */
  public boolean takeChange() {
    boolean taken = changed && infos[newestSps] != null && ppsCount > 0;
    changed &= !taken;
    return taken;
  }

  /**
   * The format given by all parameter sets so far, with the values of the newest SPS.
   *
   * @param reordered whether the source's stamps prove reordering; the SPS states only that the
   *     encoder may reorder
   */
  public TrackFormat format(boolean reordered) {
    SpsInfo info = Objects.requireNonNull(infos[newestSps], "no SPS");
    return announced
        .with()
        .parameterSets(inOrder())
        .profileLevelId(info.profileLevelId())
        .sizePixels(info.widthPixels(), info.heightPixels())
        .reorderFrames(reordered ? info.maxReorderFrames() : TrackFormat.REORDER_UNKNOWN)
        .build();
  }

  /** The newest SPS, null until there is one. */
  public @Nullable SpsInfo sps() {
    return infos[newestSps];
  }

  /**
   * The SPS to which a slice refers by its PPS; null if one of them is missing.
   *
   * @param offset of the slice's header byte
   * @param length of the NAL unit
   */
  public @Nullable SpsInfo spsOfSlice(byte[] array, int offset, int length) {
    BitReader slice = new BitReader(array, offset + 1, length - 1);
    slice.unsignedExpGolomb(); // first_mb_in_slice
    slice.unsignedExpGolomb(); // slice_type
    long id = slice.unsignedExpGolomb();
    byte[] set = slice.overrun() || id >= PPS_IDS ? null : pps[(int) id];
    if (set == null) {
      return null;
    }
    BitReader bits = new BitReader(set, 1, set.length - 1);
    bits.unsignedExpGolomb();
    return infos[(int) bits.unsignedExpGolomb()];
  }

  private List<byte[]> inOrder() {
    List<byte[]> sets = new ArrayList<>();
    for (byte[] set : sps) {
      if (set != null) {
        sets.add(set);
      }
    }
    for (byte[] set : pps) {
      if (set != null) {
        sets.add(set);
      }
    }
    return sets;
  }

  /** Count of parameter sets rejected as malformed, too large or too many. */
  public long rejected() {
    return rejected;
  }
}
