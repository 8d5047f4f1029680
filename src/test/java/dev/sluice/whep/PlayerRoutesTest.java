package dev.sluice.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlayerRoutesTest {
  private WhepFixture whep;

  @BeforeEach
  void start() throws IOException {
    whep = new WhepFixture(Duration.ZERO, 1, 1);
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8, src=\"player.js\"",
    "/play/live, text/html; charset=utf-8, src=\"../player.js\"",
    "/player.css, text/css; charset=utf-8, .plot",
    "/player.js, text/javascript; charset=utf-8, RTCPeerConnection"
  })
  void thePageAndWhatItLoadsAreServed(String path, String type, String part) throws Exception {
    HttpResponse<String> answer = whep.ask("GET", path, "");
    assertEquals(200, answer.statusCode());
    assertEquals(type, answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(answer.body().contains(part));
    assertTrue(
        answer
            .headers()
            .firstValue("Content-Security-Policy")
            .orElse("")
            .startsWith("default-src 'none'"));
    assertFalse(answer.body().contains("{base}"));
  }

  /** Not even the namespace of a picture counts as an address. */
  @Test
  void nothingIsLoadedFromElsewhere() throws Exception {
    for (String path : new String[] {"/", "/play/live", "/player.css", "/player.js"}) {
      String text = whep.ask("GET", path, "").body().replace("http://www.w3.org/2000/svg", "");
      assertFalse(text.contains("://"), path);
    }
  }

  @Test
  void aNameThatNoStreamHasIsNotFound() throws Exception {
    assertEquals(404, whep.ask("GET", "/play/.x", "").statusCode());
    assertEquals(404, whep.ask("GET", "/play/a/b", "").statusCode());
  }
}
