package dev.sluice.bench.net;

/** Receives datagrams, on the reactor's thread. */
@FunctionalInterface
public interface DatagramHandler {
  /**
   * Handles a datagram.
   *
   * @param data valid until this method returns
   * @param nowNanos time of the read
   */
  void onDatagram(byte[] data, int offset, int length, long nowNanos);
}
