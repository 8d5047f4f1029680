package dev.sluice.viewer.negotiate;

import dev.sluice.rtc.ice.IceCredentials;

/**
 * The ICE credentials from the answer, or from a restart, to the next restart (RFC 8445 section 9).
 *
 * @param number 0 for the answer
 * @param entityTag unique, without quotes
 * @param local our credentials
 * @param remote the viewer's
 */
public record IceGeneration(
    int number, String entityTag, IceCredentials local, IceCredentials remote) {
  /** The viewer's ufrag. A different ufrag in an SDP fragment requests a restart. */
  public String remoteUfrag() {
    return remote.ufrag();
  }
}
