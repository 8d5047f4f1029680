package dev.sluice.api.whep;

import java.time.Duration;

/**
 * How requests for playback are treated.
 *
 * @param waitForStream how long one is held for a stream that has no output yet
 * @param maxWaiting how many are held at once
 * @param maxWaitingPerStream how many of them for one stream
 * @param maxWaitingPerClient how many of them of one client
 * @param retryAfter what clients are told that have to come again
 * @param protocol what is configured of the protocol
 */
public record WhepSettings(
    Duration waitForStream,
    int maxWaiting,
    int maxWaitingPerStream,
    int maxWaitingPerClient,
    Duration retryAfter,
    WhepProtocol protocol) {
  /** With one limit for all that wait, and what holds where nothing is configured. */
  public WhepSettings(Duration waitForStream, int maxWaiting, Duration retryAfter) {
    this(waitForStream, maxWaiting, maxWaiting, maxWaiting, retryAfter, WhepProtocol.LENIENT);
  }

  /** The same with other choices of the protocol. */
  WhepSettings with(WhepProtocol other) {
    return new WhepSettings(
        waitForStream, maxWaiting, maxWaitingPerStream, maxWaitingPerClient, retryAfter, other);
  }
}
