package dev.sluice.udp;

/**
 * Where and how to listen.
 *
 * @param host an address of this machine, or a wildcard for all of them
 * @param port 0 for any free one
 * @param shards count of event loops; 0 for one per core
 */
public record UdpSettings(String host, int port, int shards) {}
