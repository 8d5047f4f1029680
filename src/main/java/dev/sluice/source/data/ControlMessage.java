package dev.sluice.source.data;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A message to the worker of a stream: a JSON object, one in a segment.
 *
 * @param text the object
 * @param isKeepAlive whether it only tells that its publisher is there
 */
public record ControlMessage(String text, boolean isKeepAlive) {
  /** The message of a gateway that has nothing to say. */
  public static final ControlMessage KEEP_ALIVE = new ControlMessage("{\"keep\":\"alive\"}", true);

  /** Time between two messages, as that of a gateway. */
  public static final Duration KEEP_ALIVE_PERIOD = Duration.ofSeconds(10);

  /**
   * Asks for a key picture.
   *
   * @param stream whose viewers wait
   * @param viewers number of viewers that wait
   */
  public static ControlMessage keyFrame(String stream, int viewers, Instant now) {
    return new ControlMessage(
        Json.createObjectBuilder()
            .add("type", "key_frame")
            .add("stream", stream)
            .add("waiting", viewers)
            .add("timestamp", now.toEpochMilli())
            .build()
            .toString(),
        false);
  }

  /** The text in UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
