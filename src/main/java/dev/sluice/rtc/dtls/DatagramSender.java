package dev.sluice.rtc.dtls;

/** Sends datagrams to the peer. */
@FunctionalInterface
public interface DatagramSender {

  /**
   * Sends a datagram, or queues a copy. Must neither block nor call back. A datagram that cannot be
   * sent is dropped. The array is reused after the call.
   */
  void send(byte[] datagram, int offset, int length);
}
