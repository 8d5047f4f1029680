package dev.sluice.net.auth;

import java.net.URI;
import java.time.Duration;

/**
 * How a webhook is asked.
 *
 * @param timeout for its whole answer
 * @param cache how long an answer holds
 */
public record WebhookSettings(URI url, Duration timeout, Duration cache) {
  @Override
  public String toString() {
    return "WebhookSettings[not shown]";
  }
}
