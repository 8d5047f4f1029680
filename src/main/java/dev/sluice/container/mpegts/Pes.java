package dev.sluice.container.mpegts;

/**
 * A view of one PES packet (ISO/IEC 13818-1 clause 2.4.3.6), reused for the next.
 *
 * <p>Its payload is {@code array()[offset() .. offset() + length())}.
 */
public final class Pes {
  /** What {@link #pts33} and {@link #dts33} say where there is none. */
  public static final long NO_STAMP = -1;

  int pid;
  byte[] array = new byte[0];
  int offset;
  int length;
  int intactLength;
  boolean damaged;
  long pts33 = NO_STAMP;
  long dts33 = NO_STAMP;
  boolean randomAccess;
  boolean dataAlignment;
  boolean discontinuity;
  boolean early;
  boolean full;
  boolean bounded;
  long arrivalNanos;

  Pes() {}

  /** Packet identifier, 13 bits. */
  public int pid() {
    return pid;
  }

  /** Holds the payload. */
  public byte[] array() {
    return array;
  }

  /** Where the payload begins. */
  public int offset() {
    return offset;
  }

  /** Count of bytes of the payload. */
  public int length() {
    return length;
  }

  /** Count of bytes of the payload before its first hole, {@link #length} without one. */
  public int intactLength() {
    return intactLength;
  }

  /** Whether packets are missing within it or, perhaps, at its end. */
  public boolean damaged() {
    return damaged;
  }

  /** Presentation time in 90 kHz ticks, 33 bits, or {@link #NO_STAMP}. */
  public long pts33() {
    return pts33;
  }

  /** Decoding time, equal to the PTS where only that is given, or {@link #NO_STAMP}. */
  public long dts33() {
    return dts33;
  }

  /** Whether the random access indicator was set where it begins. */
  public boolean randomAccess() {
    return randomAccess;
  }

  /** Whether the muxer says that an access unit begins with the first byte of the payload. */
  public boolean dataAlignment() {
    return dataAlignment;
  }

  /** Whether a discontinuity indicator was seen on its PID since the PES packet before. */
  public boolean discontinuity() {
    return discontinuity;
  }

  /** Whether it was delivered before the next one proved its end. */
  public boolean early() {
    return early;
  }

  /**
   * Whether it is as long as its length field can say: what did not fit follows in the next ones.
   */
  public boolean full() {
    return full;
  }

  /** Whether it said its length. */
  public boolean bounded() {
    return bounded;
  }

  /** When its last packet arrived, on the clock of the feeder. */
  public long arrivalNanos() {
    return arrivalNanos;
  }
}
