package dev.sluice.session;

import dev.sluice.srtp.SrtpProtector;

/**
 * What a track sends with in one turn.
 *
 * @param route to the viewer
 * @param protector encrypts
 * @param scratch room for a run of datagrams, the shard's, reused by all its viewers
 * @param nowNanos the time
 */
record SendTurn(Route route, SrtpProtector protector, Scratch scratch, long nowNanos) {}
