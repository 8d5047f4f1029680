package dev.sluice.bench.stream;

/**
 * Transport stream packets that are due together: one PES packet and the tables before it.
 *
 * @param offset in the material's bytes
 * @param length in bytes
 * @param dueNanos since the first unit
 * @param frame index of the picture it carries, or {@link #SOUND}
 * @param pesBytes size of the elementary stream data in it
 */
public record TsUnit(int offset, int length, long dueNanos, int frame, int pesBytes) {
  /** Instead of a picture's index. */
  public static final int SOUND = -1;

  /** Whether it carries a picture. */
  public boolean isPicture() {
    return frame != SOUND;
  }
}
