package dev.sluice.codec.h264;

import dev.sluice.codec.annexb.NalIndex;

/**
 * Iterates over the access units in a sequence of NAL units (ITU-T H.264 clause 7.4.1.2.3).
 *
 * <p>After a slice, a new access unit begins with a delimiter, a parameter set, SEI, or a slice
 * with first_mb_in_slice 0. Parameter sets before a later slice of the same picture, as some
 * packetizers repeat them, begin none.
 *
 * <p>Order of calls: {@link #reset}, then {@link #next} until it returns false.
 */
public final class AccessUnitWalk {
  private NalIndex units = new NalIndex();
  private int from;
  private int to;
  private boolean picture;
  private int slices;
  private boolean key;
  private boolean disposable;

  /**
   * Starts at a NAL unit of an index.
   *
   * @param first its number, 0..count
   */
  public void reset(NalIndex nalUnits, int first) {
    units = nalUnits;
    from = first;
    to = first;
  }

  /**
   * The first NAL unit that can begin an access unit. Those before it belong to an access unit that
   * began earlier.
   *
   * @return its number, or the count of NAL units if there is none
   */
  public static int firstStart(NalIndex units) {
    for (int i = 0; i < units.count(); i++) {
      int type = NalType.of(units, i);
      if (NalType.opensAccessUnit(type) || firstOfPicture(units, i)) {
        return i;
      }
    }
    return units.count();
  }

  /**
   * Moves to the next access unit.
   *
   * @return false if there is none
   */
  public boolean next() {
    from = to;
    picture = false;
    slices = 0;
    key = false;
    disposable = true;
    while (to < units.count() && !startsAnother(to)) {
      take(to++);
    }
    return to > from;
  }

  private boolean startsAnother(int i) {
    int type = NalType.of(units, i);
    return picture
        && (type == NalType.AUD
            || firstOfPicture(units, i)
            || (NalType.opensAccessUnit(type) && !continued(i)));
  }

  /** Whether the next slice belongs to the picture before. */
  private boolean continued(int i) {
    for (int next = i + 1; next < units.count(); next++) {
      int type = NalType.of(units, next);
      if (NalType.codesPicture(type)) {
        return !firstOfPicture(units, next);
      }
      if (type == NalType.AUD) {
        return false;
      }
    }
    return false;
  }

  private void take(int i) {
    int type = NalType.of(units, i);
    if (NalType.codesPicture(type)) {
      picture = true;
      slices++;
      key |= type == NalType.IDR;
      disposable &= NalType.refIdc(units.array()[units.offset(i)]) == 0;
    }
  }

  /** Whether NAL unit {@code i} is the first slice of a picture. */
  public static boolean firstOfPicture(NalIndex units, int i) {
    int type = NalType.of(units, i);
    boolean hasFirstMacroblock =
        type == NalType.SLICE || type == NalType.PARTITION_A || type == NalType.IDR;
    return hasFirstMacroblock
        && units.length(i) >= 2
        && NalType.firstOfPicture(units.array(), units.offset(i));
  }

  /** Index of its first NAL unit. */
  public int from() {
    return from;
  }

  /** Index after its last NAL unit. */
  public int to() {
    return to;
  }

  /** Whether it has a slice; otherwise its NAL units belong to the next access unit. */
  public boolean picture() {
    return picture;
  }

  /** Number of its slices. */
  public int slices() {
    return slices;
  }

  /** Whether the picture is IDR. */
  public boolean key() {
    return key;
  }

  /** Whether no other picture refers to it (nal_ref_idc 0). */
  public boolean disposable() {
    return picture && disposable;
  }
}
