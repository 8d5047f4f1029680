package dev.sluice.net.udp;

import dev.sluice.net.address.LimitKeys;

/**
 * Limits on viewers' TCP connections.
 *
 * @param connections in all; 0 for no TCP
 * @param keys of client addresses, which share the connections fairly
 */
public record TcpLimits(int connections, LimitKeys keys) {}
