package dev.sluice.bench.stream;

/**
 * Transport stream packets that are due at one time: one PES packet and the tables before it.
 *
 * @param offset in the material's bytes
 * @param length in bytes
 * @param dueNanos since the first unit
 * @param frame index of its picture, or {@link #SOUND}
 * @param pesBytes size of the elementary stream data in it
 */
public record TsUnit(int offset, int length, long dueNanos, int frame, int pesBytes) {
  /** Value of {@code frame} for sound. */
  public static final int SOUND = -1;

  /** True if it has a picture. */
  public boolean isPicture() {
    return frame != SOUND;
  }
}
