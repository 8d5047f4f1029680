/**
 * UDP sockets and event loops (shards) that dispatch the datagrams of one port to viewer sessions;
 * passive TCP for networks that block UDP.
 */
@NullMarked
package dev.sluice.net.udp;

import org.jspecify.annotations.NullMarked;
