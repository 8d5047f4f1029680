package dev.sluice.api.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepFixture;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The player as it is served. */
class PlayerRoutesTest {
  /** The files that a page loads and its scripts import. */
  private static final Pattern NAMED =
      Pattern.compile("(?:(?:href|src)=|from )\"(\\.[^\"]+\\.(?:js|css))\"");

  private WhepFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new WhepFixture(Duration.ofMillis(50), 4, 4);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?stream=cam", "/play/cam"})
  void allThatThePageNamesIsServed(String address) throws Exception {
    Map<URI, String> types = new LinkedHashMap<>();
    Deque<URI> waiting = new ArrayDeque<>();
    waiting.add(URI.create("http://127.0.0.1:" + fixture.port() + address));
    while (!waiting.isEmpty()) {
      URI next = waiting.remove();
      if (types.containsKey(next)) {
        continue;
      }
      HttpResponse<String> response = get(next);
      assertEquals(200, response.statusCode(), next.toString());
      assertTrue(policy(response).contains("default-src 'none'"), next.toString());
      types.put(next, response.headers().firstValue("Content-Type").orElse(""));
      NAMED.matcher(response.body()).results().forEach(m -> waiting.add(next.resolve(m.group(1))));
    }
    assertEquals(10, types.size(), types.toString());
    types.forEach((uri, type) -> assertTrue(type.startsWith(expectedType(uri)), uri + " " + type));
  }

  @Test
  void thePageKeepsItsOwnPolicy() throws Exception {
    HttpResponse<String> page = get(URI.create("http://127.0.0.1:" + fixture.port() + "/play/cam"));
    assertFalse(policy(page).contains("unsafe"));
    assertFalse(
        Pattern.compile("<style|\\bstyle=|\\bon[a-z]+=|=\"https?:").matcher(page.body()).find());
    assertFalse(Pattern.compile("<script[^>]*>[^<]").matcher(page.body()).find());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/play/cam", "/player.js"})
  void headIsAnsweredLikeGet(String address) throws Exception {
    HttpResponse<String> head = fixture.ask("HEAD", address, "");
    assertEquals(200, head.statusCode());
    assertTrue(policy(head).contains("default-src 'none'"));
    assertEquals(404, fixture.ask("HEAD", "/play/.cam", "").statusCode());
  }

  @Test
  void aNameThatNoStreamCanHaveHasNoPage() throws Exception {
    HttpResponse<String> response =
        get(URI.create("http://127.0.0.1:" + fixture.port() + "/play/.cam"));
    assertEquals(404, response.statusCode());
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return fixture.client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static String policy(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Security-Policy").orElse("");
  }

  private static String expectedType(URI address) {
    String path = address.getPath();
    return path.endsWith(".css")
        ? "text/css"
        : path.endsWith(".js") ? "text/javascript" : "text/html";
  }
}
