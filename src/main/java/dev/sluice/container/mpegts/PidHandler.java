package dev.sluice.container.mpegts;

/** Processes the packets of one PID. */
interface PidHandler {
  /**
   * Processes a packet.
   *
   * @param header the 4-byte packet header
   * @param array holds the payload
   * @param offset of the payload
   * @param length of the payload in bytes, 0..184
   * @param adaptation the adaptation field
   */
  void packet(
      int header, byte[] array, int offset, int length, AdaptationField adaptation, long nowNanos);

  /** Ends a segment: what is pending is complete, and another muxer made what follows. */
  default void endSegment() {}
}
