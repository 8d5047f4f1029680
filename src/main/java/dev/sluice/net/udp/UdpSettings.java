package dev.sluice.net.udp;

/**
 * Where and how to listen.
 *
 * @param host addresses of this machine with commas between, or a wildcard for all of them
 * @param port 0 for any free one
 * @param shards count of event loops; 0 for one per core
 * @param tcpConnections most connections of viewers whose network blocks UDP, at the same port
 *     number; 0 takes none
 */
public record UdpSettings(String host, int port, int shards, int tcpConnections) {
  /** Without TCP. */
  public UdpSettings(String host, int port, int shards) {
    this(host, port, shards, 0);
  }
}
