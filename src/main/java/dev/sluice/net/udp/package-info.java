/**
 * Shards: event loops that own UDP sockets and the sessions whose datagrams come in on them. One
 * port for everybody; what a datagram is, its first byte tells.
 */
@NullMarked
package dev.sluice.net.udp;

import org.jspecify.annotations.NullMarked;
