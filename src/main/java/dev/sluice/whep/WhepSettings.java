package dev.sluice.whep;

import java.time.Duration;

/**
 * How requests for playback are treated.
 *
 * @param waitForStream how long one is held for a stream that has no output yet
 * @param maxWaiting how many are held at once
 * @param retryAfter what clients are told that have to come again
 * @param protocol what is configured of the protocol
 */
public record WhepSettings(
    Duration waitForStream, int maxWaiting, Duration retryAfter, WhepProtocol protocol) {}
