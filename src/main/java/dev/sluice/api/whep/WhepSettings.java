package dev.sluice.api.whep;

import java.time.Duration;

/**
 * Limits and times of POSTs on the endpoint.
 *
 * @param waitForStream longest time a POST is held for a stream without output
 * @param maxWaiting most POSTs held at once
 * @param maxWaitingPerStream most of them for one stream
 * @param maxWaitingPerClient most of them of one client address
 * @param retryAfter sent with 409 and 503
 * @param protocol choices that the specification leaves
 */
public record WhepSettings(
    Duration waitForStream,
    int maxWaiting,
    int maxWaitingPerStream,
    int maxWaitingPerClient,
    Duration retryAfter,
    WhepProtocol protocol) {
  /** With one limit of held POSTs and the default protocol. */
  public WhepSettings(Duration waitForStream, int maxWaiting, Duration retryAfter) {
    this(waitForStream, maxWaiting, maxWaiting, maxWaiting, retryAfter, WhepProtocol.LENIENT);
  }

  /** A copy with another protocol. */
  WhepSettings with(WhepProtocol other) {
    return new WhepSettings(
        waitForStream, maxWaiting, maxWaitingPerStream, maxWaitingPerClient, retryAfter, other);
  }
}
