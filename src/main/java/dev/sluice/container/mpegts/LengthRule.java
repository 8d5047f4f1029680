package dev.sluice.container.mpegts;

/**
 * Decides, for one PID, whether PES_packet_length is believed (ISO/IEC 13818-1 clause 2.4.3.7).
 *
 * <p>Payload after the stated end, without a gap in the counter, proves the length too small. So
 * does a length that is stated modulo 65536. A length is proven too large when the next PES packet
 * begins before the stated end {@value #MAX_TOO_LARGE} times in a row; once may be a splice. From
 * then on the length fields of the PID are ignored.
 *
 * <p>Usually the first proof comes in time: a PES packet ends with its transport packet, so bytes
 * after the stated end in the same packet are suspect, and the PES packet is held until the next
 * packet. It is not held if these bytes are padding, or if such bytes were harmless before.
 */
final class LengthRule {
  private static final int MAX_TOO_LARGE = 3;
  private static final int MAX_HARMLESS = 3;
  private static final byte PADDING = (byte) 0xFF;

  private boolean wrong;
  private int tooLarge;
  private int harmless;

  /** Whether the length fields are ignored. */
  boolean ignored() {
    return wrong;
  }

  /**
   * Whether the bytes after the stated end, in its packet, may be a part of the PES packet.
   *
   * @param from the stated end
   * @param to the end of the packet
   */
  boolean suspects(byte[] array, int from, int to) {
    tooLarge = 0;
    if (harmless >= MAX_HARMLESS) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (array[i] != PADDING && array[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** The suspect bytes were the last ones before the next PES packet. */
  void notContinued() {
    harmless++;
  }

  /**
   * Payload followed the stated end.
   *
   * @return whether this is the proof
   */
  boolean tooSmall() {
    return prove();
  }

  /**
   * The next PES packet began before the stated end.
   *
   * @return whether this is the proof
   */
  boolean tooLarge() {
    return ++tooLarge >= MAX_TOO_LARGE && prove();
  }

  private boolean prove() {
    boolean news = !wrong;
    wrong = true;
    return news;
  }
}
