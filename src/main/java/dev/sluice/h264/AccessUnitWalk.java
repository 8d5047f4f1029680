package dev.sluice.h264;

/**
 * Walks over the access units in a row of NAL units (ITU-T H.264 clause 7.4.1.2.3).
 *
 * <p>A new one begins, behind a slice of a picture, with a delimiter, parameter set, SEI, or a
 * slice whose first macroblock is the picture's first.
 *
 * <p>Order of calls: {@link #reset}, then {@link #next} until it says no.
 */
public final class AccessUnitWalk {
  private NalIndex units = new NalIndex();
  private int from;
  private int to;
  private boolean picture;
  private boolean key;
  private boolean disposable;
  private boolean continues;

  /** Begins with the first NAL unit of an index. */
  public void reset(NalIndex nalUnits) {
    units = nalUnits;
    to = 0;
  }

  /**
   * Goes on to the next access unit.
   *
   * @return false when there is none
   */
  public boolean next() {
    from = to;
    picture = false;
    key = false;
    disposable = true;
    continues = false;
    while (to < units.count() && !startsAnother(to)) {
      take(to++);
    }
    return to > from;
  }

  private boolean startsAnother(int i) {
    int type = units.type(i);
    return picture
        && (NalType.opensAccessUnit(type)
            || (NalType.codesPicture(type) && firstOfPicture(i, type)));
  }

  private void take(int i) {
    int type = units.type(i);
    if (!NalType.codesPicture(type)) {
      return;
    }
    if (!picture) {
      continues = !firstOfPicture(i, type);
    }
    picture = true;
    key |= type == NalType.IDR;
    disposable &= NalType.refIdc(units.array()[units.offset(i)]) == 0;
  }

  private boolean firstOfPicture(int i, int type) {
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

  /** Index behind its last NAL unit. */
  public int to() {
    return to;
  }

  /** Whether it has a slice at all: otherwise it belongs to the next one. */
  public boolean picture() {
    return picture;
  }

  /** Whether the picture is IDR. */
  public boolean key() {
    return key;
  }

  /** Whether no other picture refers to it (nal_ref_idc 0). */
  public boolean disposable() {
    return picture && disposable;
  }

  /** Whether its first slice is not the first of its picture: what came before is missing. */
  public boolean continues() {
    return continues;
  }
}
