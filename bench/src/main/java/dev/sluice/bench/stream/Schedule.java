package dev.sluice.bench.stream;

import java.util.List;

/** The scheduled times of units and pictures, by the clock of {@link System#nanoTime}. */
public final class Schedule {
  /** Index for a picture that is not in the material. */
  public static final int UNKNOWN = -1;

  private final TsMaterial material;
  private final long startNanos;
  private final long stepTicks90k;

  Schedule(TsMaterial material, long startNanos) {
    this.material = material;
    this.startNanos = startNanos;
    this.stepTicks90k = material.frames().size() < 2 ? 1 : material.frames().get(1).ptsTicks90k();
  }

  /** The pictures. */
  public List<Frame> frames() {
    return material.frames();
  }

  /** The scheduled time of the first unit. */
  public long startNanos() {
    return startNanos;
  }

  long dueNanos(TsUnit unit) {
    return startNanos + unit.dueNanos();
  }

  /** The scheduled time of a picture's last byte. */
  public long frameDueNanos(int frame) {
    return dueNanos(material.units().get(material.frames().get(frame).unit()));
  }

  /** The picture with this PTS, counted from the first picture, or {@link #UNKNOWN}. */
  public int frameAt(long ptsTicks90k) {
    int guess = (int) (ptsTicks90k / stepTicks90k);
    boolean found =
        ptsTicks90k >= 0
            && guess < material.frames().size()
            && material.frames().get(guess).ptsTicks90k() == ptsTicks90k;
    return found ? guess : UNKNOWN;
  }

  /**
   * The only picture that ends with these bytes, or {@link #UNKNOWN}.
   *
   * @param from index at which the bytes begin
   */
  public int frameEndingWith(byte[] bytes, int from, int to) {
    int found = UNKNOWN;
    for (Frame frame : material.frames()) {
      if (endsWith(frame, bytes, from, to)) {
        if (found != UNKNOWN) {
          return UNKNOWN;
        }
        found = frame.index();
      }
    }
    return found;
  }

  /** True if a picture ends with these bytes; compares as many bytes as are known. */
  public boolean endsWith(Frame frame, byte[] bytes, int from, int to) {
    byte[] tail = frame.tail();
    int compared = Math.min(tail.length, to - from);
    for (int i = 1; i <= compared; i++) {
      if (tail[tail.length - i] != bytes[to - i]) {
        return false;
      }
    }
    return true;
  }

  /** Counts pictures due in a span of time. */
  public int framesBetween(long fromNanos, long toNanos) {
    int count = 0;
    for (Frame frame : material.frames()) {
      long due = frameDueNanos(frame.index());
      count += due >= fromNanos && due < toNanos ? 1 : 0;
    }
    return count;
  }
}
