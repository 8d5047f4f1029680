package dev.sluice.source.push;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.OptionalLong;

/** Checks a pusher's right to be the source of a stream. */
@FunctionalInterface
public interface PushGate {
  /** Grants every request, without expiry. */
  PushGate OPEN = (stream, request, response) -> OptionalLong.empty();

  /**
   * Grants a request, or throws the answer that refuses it.
   *
   * @return expiry of the right, on the clock of {@link System#nanoTime}; empty for never
   */
  OptionalLong require(String stream, ServerRequest request, ServerResponse response);
}
