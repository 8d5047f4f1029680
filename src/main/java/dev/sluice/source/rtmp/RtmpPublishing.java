package dev.sluice.source.rtmp;

import dev.sluice.ingest.flv.FlvIngest;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.http.StreamNames;
import dev.sluice.source.supervisor.PublishRights;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.Sources;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What publishers have in common: their rights and sources.
 *
 * @param sources opens sources
 * @param rights checks publishers
 * @param keys of client addresses
 * @param silence longest time until the first picture or sound
 */
public record RtmpPublishing(
    Sources sources, PublishRights rights, LimitKeys keys, Duration silence) {
  /** A sentence if the address cannot be used. */
  static Optional<String> fault(PublishAddress to) {
    if (to.stream().isEmpty()) {
      return Optional.of(
          "The address has no stream: publish to rtmp://HOST/APP/NAME or rtmp://HOST/NAME.");
    }
    if (!StreamNames.isAllowed(to.stream())) {
      return Optional.of(StreamNames.RULE);
    }
    return to.priority().isEmpty()
        ? Optional.of("The priority in the address must be a whole number.")
        : Optional.empty();
  }

  /** The source that a publisher asks for. */
  SourceRequest request(PublishAddress to, InetAddress address, OptionalLong expiresNanos) {
    return new SourceRequest(
            to.stream(), new SourceClient(keys.of(address), address.getHostAddress(), to.query()))
        .withExpiry(expiresNanos)
        .withPriority(to.priority().orElse(0))
        .withIngest(FlvIngest::new);
  }
}
