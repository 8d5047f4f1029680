package dev.sluice.viewer.send;

import dev.sluice.rtc.srtp.SrtpProtector;

/**
 * One turn of a viewer to send.
 *
 * @param route to the viewer
 * @param protector encrypts the viewer's packets the viewer's packets
 * @param resources room for runs of datagrams, the shard's, shared by all its viewers
 * @param nowNanos time of the turn
 */
public record SendTurn(
    Route route, SrtpProtector protector, ShardResources resources, long nowNanos) {
  /** Buffer for the header and prefix of the packet being written. */
  byte[] head() {
    return resources.runs().room().head();
  }
}
