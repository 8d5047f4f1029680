/**
 * The life of sessions: registry, limits, ICE and DTLS of each viewer, and the shards that own
 * them. No sockets: datagrams leave through a {@link dev.sluice.viewer.send.Route}.
 */
@NullMarked
package dev.sluice.viewer.session;

import org.jspecify.annotations.NullMarked;
