package dev.sluice.viewer.send;

import dev.sluice.rtc.srtp.SrtpProtector;

/**
 * One send turn of a viewer.
 *
 * @param route to the viewer
 * @param protector encrypts the viewer's packets
 * @param resources the shard's batch and budget, shared by all its viewers
 * @param nowNanos time of the turn
 */
public record SendTurn(
    Route route, SrtpProtector protector, ShardResources resources, long nowNanos) {
  /** Buffer for the header and prefix of the packet being written. */
  byte[] head() {
    return resources.runs().room().head();
  }
}
