package dev.sluice.source.data;

import dev.sluice.net.http.JsonInput;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A message of a data channel: a JSON object or array (RFC 8259). */
final class JsonMessage {
  private final String text;
  private final boolean keepAlive;

  private JsonMessage(String text, boolean keepAlive) {
    this.text = text;
    this.keepAlive = keepAlive;
  }

  /** Reads a message; empty if the bytes are anything else. */
  static Optional<JsonMessage> parse(byte[] bytes, int length) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      return Optional.of(new JsonMessage(text, isKeepAlive(read(text))));
    } catch (CharacterCodingException | JsonException e) {
      return Optional.empty();
    }
  }

  private static JsonStructure read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return text.startsWith("[") ? JsonInput.array(bytes) : JsonInput.object(bytes);
  }

  /** {@code {"keep":"alive"}} of a gateway, or the empty list of a worker without news. */
  private static boolean isKeepAlive(JsonStructure value) {
    return switch (value) {
      case JsonArray array -> array.isEmpty();
      case JsonObject object -> object.size() == 1 && object.getString("keep", "").equals("alive");
      default -> false;
    };
  }

  /** The text of the message. */
  String text() {
    return text;
  }

  /** Whether it only tells that its publisher is there. */
  boolean isKeepAlive() {
    return keepAlive;
  }

  /** The value of a text that was parsed before. */
  static JsonStructure value(String text) {
    return read(text);
  }
}
