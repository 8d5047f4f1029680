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
 * <p>Order of calls: {@link #observe} for each SPS and PPS of an access unit, then {@link
 * #takeChange} and, if that says so, {@link #format}. While the source repeats its parameter sets
 * nothing is allocated.
 */
public final class ParameterSets {
  /**
   * Larger ones are refused. Real ones have 10 to 60 bytes; with all scaling lists and HRD
   * parameters about 700.
   */
  public static final int MAX_BYTES = 1024;

  private static final int SPS_IDS = 32;
  private static final int PPS_IDS = 256;

  /** PPS held at once: encoders use one to three, and each key frame carries them all. */
  private static final int MAX_PPS = 16;

  private final byte[][] sps = new byte[SPS_IDS][];
  private final byte[][] pps = new byte[PPS_IDS][];
  private final SpsInfo[] infos = new SpsInfo[SPS_IDS];
  private final TrackFormat announced;
  private int ppsCount;
  private int newestSps;
  private boolean changed;
  private long refused;

  /**
   * @param announced format of the track, to which the parameter sets add
   */
  public ParameterSets(TrackFormat announced) {
    this.announced = announced;
  }

  /**
   * Takes a parameter set over; other NAL units are ignored.
   *
   * @param offset of its header byte
   * @param length of the NAL unit
   */
  public void observe(byte[] array, int offset, int length) {
    int type = length < 2 ? 0 : NalType.of(array[offset]);
    if (type == NalType.SPS) {
      observeSps(array, offset, length);
    } else if (type == NalType.PPS) {
      observePps(array, offset, length);
    }
  }

  private void observeSps(byte[] array, int offset, int length) {
    for (byte[] known : sps) {
      if (known != null && Arrays.equals(known, 0, known.length, array, offset, offset + length)) {
        return;
      }
    }
    byte[] copy = Arrays.copyOfRange(array, offset, offset + length);
    SpsInfo info = length > MAX_BYTES ? null : SpsInfo.read(copy);
    if (info == null) {
      refused++;
      return;
    }
    sps[info.id()] = copy;
    infos[info.id()] = info;
    newestSps = info.id();
    changed = true;
  }

  private void observePps(byte[] array, int offset, int length) {
    BitReader bits = new BitReader(array, offset + 1, length - 1);
    long id = bits.unsignedExpGolomb();
    long spsId = bits.unsignedExpGolomb();
    if (bits.overrun() || id >= PPS_IDS || spsId >= SPS_IDS || length > MAX_BYTES) {
      refused++;
      return;
    }
    byte[] known = pps[(int) id];
    if (known != null && Arrays.equals(known, 0, known.length, array, offset, offset + length)) {
      return;
    }
    if (known == null) {
      if (ppsCount == MAX_PPS) {
        refused++;
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
   * The format that all parameter sets so far make, in the sense of the newest SPS.
   *
   * @param reordered whether the source's stamps show that pictures are presented out of decoding
   *     order: the SPS alone only states what the encoder may do
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

  /** What the newest SPS says, null until there is one. */
  public @Nullable SpsInfo sps() {
    return infos[newestSps];
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

  /** Count of parameter sets that could not be read or kept. */
  public long refused() {
    return refused;
  }
}
