package dev.sluice.container.mpegts;

/**
 * A view of one PES packet (ISO/IEC 13818-1 clause 2.4.3.6). The object is reused for the next one.
 *
 * <p>The payload is {@code array()[offset() .. offset() + length())}.
 */
public final class Pes {
  /** Value of {@link #pts33} and {@link #dts33} if there is no time stamp. */
  public static final long NO_STAMP = -1;

  int pid;
  byte[] array = new byte[0];
  int offset;
  int length;
  int intactLength;
  boolean damaged;
  boolean lostBefore;
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

  /** The array with the payload. */
  public byte[] array() {
    return array;
  }

  /** Offset of the payload. */
  public int offset() {
    return offset;
  }

  /** Length of the payload in bytes. */
  public int length() {
    return length;
  }

  /** Bytes of the payload before the first lost packet; {@link #length} if none was lost. */
  public int intactLength() {
    return intactLength;
  }

  /** Whether packets were lost within the PES packet or, possibly, at its end. */
  public boolean damaged() {
    return damaged;
  }

  /** Whether packets were lost between its predecessor, which was complete, and its start. */
  public boolean lostBefore() {
    return lostBefore;
  }

  /** PTS in 90 kHz ticks, 33 bits, or {@link #NO_STAMP}. */
  public long pts33() {
    return pts33;
  }

  /** DTS in 90 kHz ticks, 33 bits, or {@link #NO_STAMP}; equal to the PTS if only that is given. */
  public long dts33() {
    return dts33;
  }

  /** The random_access_indicator of the first transport packet. */
  public boolean randomAccess() {
    return randomAccess;
  }

  /** The data_alignment_indicator: an access unit begins with the first byte of the payload. */
  public boolean dataAlignment() {
    return dataAlignment;
  }

  /** Whether the PID had a discontinuity_indicator since the previous PES packet. */
  public boolean discontinuity() {
    return discontinuity;
  }

  /** Whether the PES packet was delivered before the next one proved its end. */
  public boolean early() {
    return early;
  }

  /**
   * Whether the PES packet has about the largest length that PES_packet_length can state. Its
   * access unit may continue in the next PES packets.
   */
  public boolean full() {
    return full;
  }

  /** Whether PES_packet_length states the length; otherwise that field is 0. */
  public boolean bounded() {
    return bounded;
  }

  /** Arrival time of the last transport packet, on the caller's clock. */
  public long arrivalNanos() {
    return arrivalNanos;
  }
}
