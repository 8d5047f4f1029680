package dev.sluice.rtc.sdp;

/**
 * What authenticates the STUN messages of one side (RFC 8839 section 5.4).
 *
 * @param ufrag user name fragment
 * @param pwd password
 */
public record IceCredentials(String ufrag, String pwd) {
  /** Leaves out the password: it is a secret of the session. */
  @Override
  public String toString() {
    return "IceCredentials[ufrag=" + ufrag + "]";
  }
}
