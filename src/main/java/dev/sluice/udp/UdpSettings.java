package dev.sluice.udp;

/**
 * Where and how to listen.
 *
 * @param host addresses of this machine with commas between, or a wildcard for all of them
 * @param port 0 for any free one
 * @param shards count of event loops; 0 for one per core
 */
public record UdpSettings(String host, int port, int shards) {}
