package dev.sluice.rtc.dtls;

/**
 * Receives the events of a connection, on the handshake's thread or the one that calls {@link
 * DtlsEndpoint#close}. Implementations must return quickly.
 *
 * <p>Order: at most one {@code onConnected}, exactly one {@code onClosed}.
 */
public interface DtlsListener {

  /** The handshake is complete and its last flight was sent. SRTP may start. */
  void onConnected(SrtpKeyingMaterial keys);

  /**
   * The connection ended.
   *
   * @param detail further detail such as the alert; may be empty
   */
  void onClosed(DtlsCloseReason reason, String detail);
}
