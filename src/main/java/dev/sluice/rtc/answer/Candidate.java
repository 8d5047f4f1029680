package dev.sluice.rtc.answer;

/**
 * One of our host candidates (RFC 8839 section 5.1): UDP, or passive TCP (RFC 6544 section 4.5).
 *
 * @param foundation 1 to 32 letters or digits
 * @param tcp true for passive TCP, false for UDP
 * @param priority 1..2^31-1
 * @param address IPv4 or IPv6 address, or a host name
 * @param port 1..65535
 */
public record Candidate(String foundation, boolean tcp, int priority, String address, int port) {
  /** A UDP candidate. */
  public Candidate(String foundation, int priority, String address, int port) {
    this(foundation, false, priority, address, port);
  }
}
