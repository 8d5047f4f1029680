package dev.sluice.viewer.negotiate;

import dev.sluice.rtc.ice.IceCredentials;

/**
 * One ICE session within a viewer's session: what holds from the answer or a restart to the next
 * restart (RFC 8445 section 9).
 *
 * @param number 0 for that of the answer
 * @param entityTag unique, without quotes
 * @param local our credentials
 * @param remote the viewer's
 */
public record IceGeneration(
    int number, String entityTag, IceCredentials local, IceCredentials remote) {
  /** The viewer's ufrag: another one in a fragment asks for a restart. */
  public String remoteUfrag() {
    return remote.ufrag();
  }
}
