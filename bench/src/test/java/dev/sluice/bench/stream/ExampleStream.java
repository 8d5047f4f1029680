package dev.sluice.bench.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A short stream of 30 pictures a second, each with unique last bytes. */
public final class ExampleStream {
  /** Duration of one picture. */
  public static final int STEP_TICKS_90K = 3000;

  /** Distance of two key pictures. */
  public static final int GOP = 10;

  private static final int PICTURE_BYTES = 4000;

  private ExampleStream() {}

  /** This number of pictures from a moment on. */
  public static Schedule schedule(int pictures, long startNanos) {
    List<TsUnit> units = new ArrayList<>();
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      long due = TsMaterial.nanos((long) i * STEP_TICKS_90K);
      units.add(new TsUnit(i * 188, 188, due, i, PICTURE_BYTES));
      int[] nals = {PICTURE_BYTES};
      frames.add(new Frame(i, i, (long) i * STEP_TICKS_90K, i % GOP == 0, nals, tail(i)));
    }
    return new Schedule(TsMaterial.of(units, frames), startNanos);
  }

  /** The last bytes of a picture. */
  public static byte[] tail(int picture) {
    byte[] tail = new byte[Frame.TAIL_BYTES];
    Arrays.fill(tail, (byte) (picture + 1));
    return tail;
  }
}
