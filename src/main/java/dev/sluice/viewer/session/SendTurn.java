package dev.sluice.viewer.session;

import dev.sluice.rtc.srtp.SrtpProtector;

/**
 * What a track sends with in one turn.
 *
 * @param route to the viewer
 * @param protector encrypts
 * @param scratch room for runs of datagrams, the shard's, shared by all its viewers
 * @param nowNanos the time
 */
record SendTurn(Route route, SrtpProtector protector, Scratch scratch, long nowNanos) {
  /** Where header and prefix of the packet being made stand. */
  byte[] head() {
    return scratch.runs().room().head();
  }
}
