package dev.sluice.rtc.dtls;

/**
 * Receives the events of a connection, on the handshake's thread or the one that calls {@link
 * DtlsEndpoint#close}. Implementations must return quickly.
 *
 * <p>Order: at most one {@code onConnected}, exactly one {@code onClosed}.
 */
public interface DtlsListener {

  /**
   * The handshake is complete but for its last flight, which the listener sends. SRTP may start
   * after it. The listener gets both at once because the viewer may answer the flight with an SRTCP
   * packet at once, and that packet needs the keys.
   *
   * @param lastFlight a datagram; empty if it was sent already
   */
  void onConnected(SrtpKeyingMaterial keys, byte[] lastFlight);

  /**
   * The connection ended.
   *
   * @param detail further detail such as the alert; may be empty
   */
  void onClosed(DtlsCloseReason reason, String detail);
}
