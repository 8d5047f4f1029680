package dev.sluice.codec.h265;

import dev.sluice.base.bytes.BitReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameter sets of an elementary stream, by type and id, and the resulting configuration.
 * Repeated parameter sets cause no allocation.
 *
 * <p>Order of calls: {@link #observe} for each NAL unit, then {@link #config}.
 */
public final class H265ParameterSets {
  /** Larger ones are refused. Usual ones have 20 to 100 bytes; scaling lists take up to 2 KB. */
  public static final int MAX_BYTES = 4096;

  private static final int VPS_IDS = 16;
  private static final int SPS_IDS = 16;
  private static final int PPS_IDS = 64;
  private static final int MIN_BYTES = 3;

  private final byte[][] vps = new byte[VPS_IDS][];
  private final byte[][] sps = new byte[SPS_IDS][];
  private final byte[][] pps = new byte[PPS_IDS][];
  private @Nullable H265Sps newestSps;
  private boolean changed;
  private @Nullable H265Config config;
  private long refused;

  /**
   * Keeps a parameter set of the base layer; other NAL units are ignored.
   *
   * @param offset of its header
   * @param length of the NAL unit
   */
  public void observe(byte[] array, int offset, int length) {
    int type = length < MIN_BYTES ? -1 : H265NalType.of(array[offset]);
    if (type < H265NalType.VPS
        || type > H265NalType.PPS
        || H265NalType.layerId(array, offset) != 0) {
      return;
    }
    if (length > MAX_BYTES) {
      refused++;
      return;
    }
    switch (type) {
      case H265NalType.VPS -> keep(vps, (array[offset + 2] & 0xFF) >>> 4, array, offset, length);
      case H265NalType.SPS -> observeSps(array, offset, length);
      default -> observePps(array, offset, length);
    }
  }

  private void observeSps(byte[] array, int offset, int length) {
    for (byte[] known : sps) {
      if (known != null && Arrays.equals(known, 0, known.length, array, offset, offset + length)) {
        return;
      }
    }
    H265Sps read = H265Sps.read(array, offset, length);
    if (read == null) {
      refused++;
      return;
    }
    newestSps = read;
    keep(sps, read.id(), array, offset, length);
  }

  private void observePps(byte[] array, int offset, int length) {
    BitReader bits =
        new BitReader(array, offset + H265NalType.HEADER_BYTES, length - H265NalType.HEADER_BYTES);
    long id = bits.unsignedExpGolomb();
    long spsId = bits.unsignedExpGolomb();
    if (bits.overrun() || id >= PPS_IDS || spsId >= SPS_IDS) {
      refused++;
      return;
    }
    keep(pps, (int) id, array, offset, length);
  }

  private void keep(byte[][] sets, int id, byte[] array, int offset, int length) {
    byte[] known = sets[id];
    if (known == null || !Arrays.equals(known, 0, known.length, array, offset, offset + length)) {
      sets[id] = Arrays.copyOfRange(array, offset, offset + length);
      changed = true;
    }
  }

  /**
   * The configuration in force: the same object until a parameter set changes; null until there is
   * a set of each type.
   */
  public @Nullable H265Config config() {
    H265Sps info = newestSps;
    if (changed && info != null) {
      changed = false;
      List<byte[]> all = new ArrayList<>();
      if (addTo(all, vps) && addTo(all, sps) && addTo(all, pps)) {
        config = new H265Config(all, info);
      }
    }
    return config;
  }

  private static boolean addTo(List<byte[]> all, byte[][] sets) {
    int before = all.size();
    for (byte[] set : sets) {
      if (set != null) {
        all.add(set);
      }
    }
    return all.size() > before;
  }

  /** Number of parameter sets that could not be read. */
  public long refused() {
    return refused;
  }
}
