package dev.sluice.container.mpegts;

/** What is done with the packets of one PID. */
interface PidHandler {
  /**
   * Takes one packet.
   *
   * @param header its first four bytes
   * @param array holds its payload
   * @param offset where the payload begins
   * @param length count of bytes of the payload, 0..184
   * @param adaptation its adaptation field
   */
  void packet(
      int header, byte[] array, int offset, int length, AdaptationField adaptation, long nowNanos);
}
