package dev.sluice.rtc.dtls;

/** Why a connection ended or never came to be; each one is a counter. */
public enum DtlsCloseReason {
  /** {@link DtlsEndpoint#close} was called. */
  LOCAL_CLOSE("closed by this side"),
  /** The peer sent close_notify. */
  PEER_CLOSE("closed by the peer"),
  /** The peer sent a fatal alert. */
  PEER_ALERT("ended by a fatal alert of the peer"),
  /** The handshake did not come to its end in time. */
  TIMEOUT("the handshake timed out"),
  /** The peer showed no certificate. */
  NO_CERTIFICATE("the peer has no certificate"),
  /** The peer's certificate is not the one its SDP promised. */
  WRONG_FINGERPRINT("the peer's certificate does not match the fingerprint of its SDP"),
  /** The peer offered no SRTP protection profile that is supported here (or no use_srtp). */
  NO_COMMON_SRTP_PROFILE("no common SRTP protection profile"),
  /**
   * Anything else went wrong in the handshake: versions, suites, extended master secret, signature.
   */
  HANDSHAKE_FAILED("the handshake failed"),
  /** An error on this side. */
  INTERNAL_ERROR("internal error");

  private final String sentence;

  DtlsCloseReason(String sentence) {
    this.sentence = sentence;
  }

  /** The reason as a person reads it. */
  public String sentence() {
    return sentence;
  }
}
