package dev.sluice.codec.framing;

/**
 * Cuts an elementary stream into access units. The input is the payloads of its PES packets. An
 * access unit may begin in one PES packet and end in a later one, and a PES packet may hold several
 * access units.
 *
 * <p>Order of calls: {@link #push} for each PES packet, and after each push {@link #next} until it
 * returns false. {@link #gap} between two pushes if bytes are missing. {@link #flush} at the end of
 * the stream, and {@link #next} again until it returns false.
 *
 * <p>An access unit is a range of {@link #array}, valid until the next call of {@code push}, {@code
 * next}, {@code gap} or {@code flush}. Bad input is skipped and counted. No method throws for it,
 * and the memory held is bounded. Not safe for use by several threads at once.
 */
public interface AccessUnitFramer {
  /** Stands for a missing time stamp. */
  long NO_STAMP = -1;

  /**
   * Appends the payload of a PES packet, or a part of it.
   *
   * <p>The stamps belong to the first access unit that begins in these bytes or, when none does, in
   * later ones pushed without stamps (ISO/IEC 13818-1 clause 2.4.3.7).
   *
   * @param pts33 presentation time stamp in 90 kHz ticks, 33 bits, or {@link #NO_STAMP}
   * @param dts33 decoding time stamp, or {@link #NO_STAMP}
   */
  void push(byte[] array, int offset, int length, long pts33, long dts33);

  /**
   * Bytes are missing between the last push and the next one. The incomplete access unit is dropped
   * or, for video, marked as damaged.
   */
  void gap();

  /** The stream ends: {@link #next} then returns the access units that waited for a successor. */
  void flush();

  /**
   * Goes on to the next access unit.
   *
   * @return false when no further one is complete
   */
  boolean next();

  /** The array with the bytes of the access unit. */
  byte[] array();

  /** Index of the first byte of the access unit in {@link #array}. */
  int offset();

  /** Length of the access unit in bytes. */
  int length();

  /** PTS of the PES packet if the access unit is the first to begin in it, or {@link #NO_STAMP}. */
  long pts33();

  /** DTS of the PES packet if the access unit is the first to begin in it, or {@link #NO_STAMP}. */
  long dts33();

  /** Duration of the access unit in 90 kHz ticks, rounded down; 0 if the codec does not tell. */
  long durationTicks90k();

  /** Whether decoding can start with the access unit. */
  boolean key();

  /** Whether bytes of the access unit are missing. */
  boolean damaged();

  /** Number of bytes so far that belong to no access unit. */
  long skippedBytes();

  /** Number of access units so far that were damaged or dropped. */
  long damagedUnits();
}
