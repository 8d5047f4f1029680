package dev.sluice.source.data;

import jakarta.json.JsonStructure;
import java.time.Instant;
import java.util.Optional;

/**
 * The present view of a data channel.
 *
 * @param bytes received
 * @param messages received, without {@code keepAlives}
 * @param keepAlives messages without content
 * @param malformed texts that are no JSON object or array
 * @param oversized texts of more than {@link MessageSplitter#MAX_MESSAGE_BYTES}
 * @param last text of the newest message; empty for none
 * @param lastTime time at which it came
 */
public record DataView(
    long bytes,
    long messages,
    long keepAlives,
    long malformed,
    long oversized,
    Optional<String> last,
    Optional<Instant> lastTime) {
  /** The newest message as a value. */
  public Optional<JsonStructure> lastValue() {
    return last.map(JsonMessage::value);
  }
}
