package dev.sluice.source.push;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.OptionalLong;

/** Asks pushers for the right to be a stream's source. */
@FunctionalInterface
public interface PushGate {
  /** Lets everybody through, for ever. */
  PushGate OPEN = (stream, request, response) -> OptionalLong.empty();

  /**
   * Lets a request through, or throws what to answer.
   *
   * @return when the right ends, on the clock of {@link System#nanoTime}; empty for never
   */
  OptionalLong require(String stream, ServerRequest request, ServerResponse response);
}
