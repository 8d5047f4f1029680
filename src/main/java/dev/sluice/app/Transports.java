package dev.sluice.app;

import dev.sluice.source.transport.Transport;
import java.util.Map;

/** The transports of sources by the schemes of their addresses. */
final class Transports {
  private Transports() {}

  static Map<String, Transport.Factory> byScheme() {
    return Map.of();
  }
}
