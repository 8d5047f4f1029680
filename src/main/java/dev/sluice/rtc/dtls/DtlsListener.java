package dev.sluice.rtc.dtls;

/**
 * Told what becomes of a connection, from the handshake's thread or from the one that calls {@link
 * DtlsEndpoint#close}: hand over, do not work here.
 *
 * <p>Order: at most one {@code onConnected}, exactly one {@code onClosed}.
 */
public interface DtlsListener {

  /** The handshake is complete and its last flight has been sent: SRTP may follow at once. */
  void onConnected(SrtpKeyingMaterial keys);

  /**
   * The end.
   *
   * @param detail what is known beyond the reason, such as the alert; may be empty
   */
  void onClosed(DtlsCloseReason reason, String detail);
}
