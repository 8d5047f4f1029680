package dev.sluice.net.http;

import java.time.Duration;

/**
 * The time limits of a connection.
 *
 * @param silence of each read; longer silence ends a connection unless a request of it is held
 * @param head of a request head from its first byte, and of a TLS handshake
 * @param body of a body that is not a {@link LongBody}, from the first read that waits for it; on
 *     HTTP/2 from the head
 * @param write of each write; a client that does not read holds it up
 */
record TimeLimits(Duration silence, Duration head, Duration body, Duration write) {
  /** The limits of every socket, besides its own for silence. */
  static TimeLimits of(Duration silence) {
    return new TimeLimits(
        silence, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(20));
  }
}
