package dev.sluice.bench.stream;

/**
 * One coded picture of the material.
 *
 * @param index counts from 0
 * @param unit the transport stream unit with this picture
 * @param ptsTicks90k since the first picture
 * @param key true if it can be decoded alone
 * @param nalBytes sizes of its NAL units without start codes, access unit delimiters left out
 * @param tail its last bytes, by which a receiver recognises it
 */
public record Frame(
    int index, int unit, long ptsTicks90k, boolean key, int[] nalBytes, byte[] tail) {
  static final int TAIL_BYTES = 32;

  /** Size of all NAL units together. */
  public int bytes() {
    int sum = 0;
    for (int bytes : nalBytes) {
      sum += bytes;
    }
    return sum;
  }
}
