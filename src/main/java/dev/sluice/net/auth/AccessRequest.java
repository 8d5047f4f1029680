package dev.sluice.net.auth;

/**
 * A request for access.
 *
 * @param stream name of the stream
 * @param action requested of the stream
 * @param token of the client, empty for none; never logged
 * @param address of the client, an IPv4 or IPv6 literal
 */
public record AccessRequest(String stream, Action action, String token, String address) {
  @Override
  public String toString() {
    return "AccessRequest[stream=%s, action=%s, the rest not shown]".formatted(stream, action);
  }
}
