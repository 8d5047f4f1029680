package dev.sluice.net.auth;

/**
 * What is asked for.
 *
 * @param stream name of the stream
 * @param token what the client has shown, empty where it has shown none; never to be logged
 * @param address of the client, an IPv4 or IPv6 literal
 */
public record AccessRequest(String stream, Action action, String token, String address) {
  @Override
  public String toString() {
    return "AccessRequest[stream=%s, action=%s, the rest not shown]".formatted(stream, action);
  }
}
