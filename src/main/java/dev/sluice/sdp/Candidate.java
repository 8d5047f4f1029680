package dev.sluice.sdp;

/**
 * A UDP host candidate of ours (RFC 8839 section 5.1).
 *
 * @param foundation 1 to 32 letters or digits
 * @param priority 1..2^31-1
 * @param address IPv4 or IPv6 address, or a host name
 * @param port 1..65535
 */
public record Candidate(String foundation, int priority, String address, int port) {}
