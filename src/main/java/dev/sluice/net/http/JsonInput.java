package dev.sluice.net.http;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads JSON texts (RFC 8259) from outside. A text with more than {@value #MAX_DEPTH} nested
 * structures or with two members of the same name is refused, since readers may disagree about it.
 */
public final class JsonInput {
  /** No text that this service reads nests more than two structures. */
  static final int MAX_DEPTH = 16;

  private static final JsonParserFactory PARSERS =
      Json.createParserFactory(
          Map.of(
              "org.eclipse.parsson.maxDepth",
              MAX_DEPTH,
              "org.eclipse.parsson.rejectDuplicateKeys",
              true));

  private JsonInput() {}

  /**
   * Reads an object.
   *
   * @param text in UTF-8
   * @throws JsonException if the text is anything else
   */
  public static JsonObject object(byte[] text) {
    return read(text, JsonParser::getObject);
  }

  /**
   * Reads an array.
   *
   * @param text in UTF-8
   * @throws JsonException if the text is anything else
   */
  public static JsonArray array(byte[] text) {
    return read(text, JsonParser::getArray);
  }

  private static <T> T read(byte[] text, Function<JsonParser, T> as) {
    try (JsonParser parser = PARSERS.createParser(new ByteArrayInputStream(text))) {
      parser.next();
      T value = as.apply(parser);
      if (parser.hasNext()) {
        throw new JsonException("The text goes on behind its value");
      }
      return value;
    } catch (JsonException e) {
      throw e;
    } catch (RuntimeException e) {
      // The parser reports depth and numbers without limit by exceptions of many types.
      throw new JsonException("The text cannot be read", e);
    }
  }
}
