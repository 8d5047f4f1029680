package dev.sluice.viewer.send;

import dev.sluice.rtc.srtp.SrtpProtector;

/**
 * What a track sends with in one turn.
 *
 * @param route to the viewer
 * @param protector encrypts
 * @param resources room for runs of datagrams, the shard's, shared by all its viewers
 * @param nowNanos the time
 */
public record SendTurn(
    Route route, SrtpProtector protector, ShardResources resources, long nowNanos) {
  /** Where header and prefix of the packet being made stand. */
  byte[] head() {
    return resources.runs().room().head();
  }
}
