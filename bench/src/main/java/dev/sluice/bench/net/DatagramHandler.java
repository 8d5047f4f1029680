package dev.sluice.bench.net;

/** What is done with a datagram, on the reactor's thread. */
@FunctionalInterface
public interface DatagramHandler {
  /**
   * A datagram came.
   *
   * @param data valid until this returns
   * @param nowNanos when it was read
   */
  void onDatagram(byte[] data, int offset, int length, long nowNanos);
}
