package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonInputTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void usualTextsAreRead() {
    assertEquals("x", JsonInput.object(utf8(" {\"url\": \"x\"} ")).getString("url"));
    assertEquals("b", JsonInput.array(utf8("[\"a\", \"b\"]\r\n")).getString(1));
    assertEquals(16, JsonInput.MAX_DEPTH);
    assertEquals(1, JsonInput.array(utf8("[".repeat(15) + "]".repeat(15))).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 1000, 1001, 100_000})
  void deepTextsAreRefused(int depth) {
    assertThrows(
        JsonException.class, () -> JsonInput.array(utf8("[".repeat(depth) + "]".repeat(depth))));
    assertThrows(JsonException.class, () -> JsonInput.object(utf8("{\"a\":".repeat(depth))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "null",
        "[1]",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": 1} x",
        "{\"a\": 1}{}",
        "{\"a\": 1e99999999999}",
        "{\"a\": 01}",
        "{\"a\": +1}",
        "{\"a\": NaN}",
        "{\"a\": \"\\u12\"}",
        "\uFFFE{}"
      })
  void whatIsNoObjectIsRefused(String text) {
    assertThrows(JsonException.class, () -> JsonInput.object(utf8(text)));
  }

  @Test
  void aNumberOfAnyLengthIsReadOrRefused() {
    for (int digits = 1; digits < 5000; digits += 7) {
      byte[] text = utf8("{\"a\": %s}".formatted("9".repeat(digits)));
      try {
        assertEquals(digits, JsonInput.object(text).get("a").toString().length());
      } catch (JsonException e) {
        assertEquals(true, digits > 1000, e.getMessage());
      }
    }
  }

  @Test
  void mutatedTextsAreReadOrRefused() {
    byte[] good = utf8("{\"url\": \"https://example.org/\", \"b\": [1.5e3, true, null, \"\\n\"]}");
    Random random = new Random(17);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bad = good.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        read += JsonInput.object(bad).isEmpty() ? 0 : 1;
      } catch (JsonException e) {
        read += 0;
      }
    }
    assertEquals(true, read > 1000, read + " were read");
  }
}
