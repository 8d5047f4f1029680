package dev.sluice.app;

import dev.sluice.source.http.HttpTransport;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.trickle.TrickleTransport;
import java.util.Map;

/** The transports of sources by the schemes of their addresses. */
final class Transports {
  private Transports() {}

  static Map<String, Transport.Factory> byScheme() {
    return Map.ofEntries(
        Map.entry("http", HttpTransport::open),
        Map.entry("https", HttpTransport::open),
        Map.entry("trickle+http", TrickleTransport::open),
        Map.entry("trickle+https", TrickleTransport::open));
  }
}
