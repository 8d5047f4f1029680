package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ControlGuardTest {
  private static final String TOKEN = "0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "GET, /api, Host: x, 401",
    "GET, /api, Host: x|Authorization: Bearer 0123456789abcdef, 200",
    "GET, /api, Host: x|Authorization: bearer 0123456789abcdef, 200",
    "GET, /api, Host: x|Authorization: Bearer 0123456789abcdeX, 401",
    "GET, /api, Host: x|Authorization: 0123456789abcdef, 401",
    "GET, /api, Host: x|Authorization: Bearer, 401",
    // any:0123456789abcdef, :0123456789abcdef, 0123456789abcdef, a:b, and no Base64
    "GET, /api, Host: x|Authorization: Basic YW55OjAxMjM0NTY3ODlhYmNkZWY=, 200",
    "GET, /api, Host: x|Authorization: basic OjAxMjM0NTY3ODlhYmNkZWY=, 200",
    "GET, /api, Host: x|Authorization: Basic MDEyMzQ1Njc4OWFiY2RlZg==, 401",
    "GET, /api, Host: x|Authorization: Basic YTpi, 401",
    "GET, /api, Host: x|Authorization: Basic ::::, 401",
    "GET, /api, Host: x|Authorization: Basic, 401",
    "PUT, /api, Host: x|Origin: http://a|Authorization: Bearer 0123456789abcdef, 200",
    "GET, /health/live, Host: x, 200",
    "GET, /health/live/../../api, Host: x, 401",
    "GET, //api, Host: x, 401"
  })
  void withATokenEveryRequestMustCarryIt(String method, String path, String headers, int status)
      throws IOException {
    RawHttp1.Answer answer = ask(TOKEN, method, path, headers);
    assertEquals(status, answer.status(), answer::toString);
    assertEquals(status == 401, answer.head().contains("www-authenticate: bearer"));
    assertFalse(answer.body().contains(TOKEN));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, Host: 127.0.0.1:8081, 200",
    "GET, Host: localhost, 200",
    "GET, Host: [::1]:8081, 200",
    "GET, Host: rebound.example.org, 403",
    "GET, Host: localhost|Origin: http://a, 200",
    "PUT, Host: localhost, 200",
    "PUT, Host: localhost|Origin: http://a, 403",
    "POST, Host: localhost|Origin: null, 403",
    "DELETE, Host: localhost|Origin: http://a, 403"
  })
  void withoutATokenPagesInALocalBrowserAreKeptOut(String method, String headers, int status)
      throws IOException {
    RawHttp1.Answer answer = ask("", method, "/api", headers);
    assertEquals(status, answer.status(), answer::toString);
    assertTrue(status == 200 || answer.body().contains("control.token"), answer::body);
  }

  private static RawHttp1.Answer ask(String token, String method, String path, String headers)
      throws IOException {
    HttpSocket.Settings settings =
        new HttpSocket.Settings("test", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 65_536, false);
    try (HttpSocket socket =
            HttpSocket.start(
                settings,
                new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
                routes -> add(routes, token));
        RawHttp1 client = new RawHttp1(socket.port())) {
      client.send(
          method + " " + path + " HTTP/1.1\r\n" + headers.replace("|", "\r\n") + "\r\n\r\n");
      return client.readAnswer();
    }
  }

  private static void add(HttpRouting.Builder routes, String token) {
    routes
        .addFilter(new ControlGuard(token))
        .any("/api", (request, response) -> response.send("yes"))
        .get("/health/live", (request, response) -> response.send("yes"));
  }
}
