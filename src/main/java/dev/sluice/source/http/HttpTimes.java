package dev.sluice.source.http;

import java.time.Duration;

/**
 * Time limits of one connection.
 *
 * @param connect for each address of a host, and for the TLS handshake
 * @param answer from the end of a request to the end of the head of its answer
 * @param idle between two parts of a body
 */
public record HttpTimes(Duration connect, Duration answer, Duration idle) {
  /** The limits of the service. */
  public static final HttpTimes DEFAULT =
      new HttpTimes(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));
}
