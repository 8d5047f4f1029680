package dev.sluice.rtc.dtls;

/** Reason why a connection ended or was not established. Each has a counter. */
public enum DtlsCloseReason {
  /** {@link DtlsEndpoint#close} was called. */
  LOCAL_CLOSE("closed by this side"),
  /** The peer sent close_notify. */
  PEER_CLOSE("closed by the peer"),
  /** The peer sent a fatal alert. */
  PEER_ALERT("ended by a fatal alert of the peer"),
  /** The handshake timed out. */
  TIMEOUT("the handshake timed out"),
  /** The peer sent no certificate. */
  NO_CERTIFICATE("the peer has no certificate"),
  /** The peer's certificate does not match the fingerprint of its SDP. */
  WRONG_FINGERPRINT("the peer's certificate does not match the fingerprint of its SDP"),
  /** The peer offered no supported SRTP protection profile, or no use_srtp. */
  NO_COMMON_SRTP_PROFILE("no common SRTP protection profile"),
  /**
   * Any other failure of the handshake: version, cipher suite, extended master secret, signature.
   */
  HANDSHAKE_FAILED("the handshake failed"),
  /** An internal error of this side. */
  INTERNAL_ERROR("internal error");

  private final String sentence;

  DtlsCloseReason(String sentence) {
    this.sentence = sentence;
  }

  /** The reason as a phrase for logs. */
  public String sentence() {
    return sentence;
  }
}
