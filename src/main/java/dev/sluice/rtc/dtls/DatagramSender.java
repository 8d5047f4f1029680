package dev.sluice.rtc.dtls;

/** Takes datagrams to the peer. */
@FunctionalInterface
public interface DatagramSender {

  /**
   * Sends one datagram or hands a copy of it over; must neither block nor call back. What cannot be
   * sent is lost, as on the network. The array is reused after the call.
   */
  void send(byte[] datagram, int offset, int length);
}
