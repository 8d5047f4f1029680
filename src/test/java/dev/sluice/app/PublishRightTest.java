package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.config.ConfigLoader;
import dev.sluice.golden.Golden;
import dev.sluice.net.http.RawHttp1;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole service with tokens: pushing, access to the control socket, and log lines. */
@Timeout(60)
class PublishRightTest {
  private static final String CONTROL = "control-control-1";
  private static final String WATCH = "watch-live-only-1";
  private static final String PUSH = "push-live-only-01";
  private static final Pattern READY = Pattern.compile("WHEP http://\\S+:(\\d+), .*:(\\d+)/ingest");

  private int publicPort;
  private int controlPort;

  private Service start(String... settings) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("SLUICE_PUBLIC_HOST", "127.0.0.1");
    environment.put("SLUICE_UDP_HOST", "127.0.0.1");
    for (String port : List.of("PUBLIC", "CONTROL", "UDP")) {
      environment.put("SLUICE_" + port + "_PORT", "0");
    }
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    Service service =
        Service.start(
            ConfigLoader.load(ServiceSettings::new, Optional.empty(), environment).settings());
    Matcher ready = READY.matcher(service.readyLine());
    assertTrue(ready.find(), service.readyLine());
    publicPort = Integer.parseInt(ready.group(1));
    controlPort = Integer.parseInt(ready.group(2));
    return service;
  }

  private Service startWithTokens(String controlToken) throws Exception {
    return start(
        "SLUICE_AUTH_MODE",
        "tokens",
        "SLUICE_AUTH_TOKENS",
        "play:live:%s,publish:live:%s".formatted(WATCH, PUSH),
        "SLUICE_CONTROL_TOKEN",
        controlToken);
  }

  @ParameterizedTest
  @CsvSource({
    "'', /ingest/live, '', 401",
    "'', /ingest/live, push-live-only-01, 200",
    "'', /ingest/live?token=push-live-only-01, '', 200",
    "'', /ingest/live, watch-live-only-1, 403",
    "'', /ingest/other, push-live-only-01, 403",
    "control-control-1, /ingest/live, '', 401",
    "control-control-1, /ingest/live, push-live-only-01, 200",
    "control-control-1, /ingest/live, control-control-1, 200",
    "control-control-1, /ingest/other, control-control-1, 200",
    "control-control-1, /ingest/live?token=control-control-1, '', 401",
    "control-control-1, /ingest/live, watch-live-only-1, 403"
  })
  void aPusherNeedsARightOfItsOwnOrTheControlToken(
      String controlToken, String path, String token, int status) throws Exception {
    try (Service service = startWithTokens(controlToken)) {
      String body = new String(Golden.bytes("ts/opus.ts"), StandardCharsets.ISO_8859_1);
      RawHttp1.Answer answer = ask(controlPort, "PUT", path, token, body);
      assertEquals(status, answer.status(), answer::body);
      assertEquals(status == 401, answer.head().contains("www-authenticate: bearer"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/streams, push-live-only-01, 401",
    "/api/streams, control-control-1, 200",
    "/metrics, '', 401",
    "/ingest/../api/streams, push-live-only-01, 401",
    "/ingest/../api/streams, '', 401",
    "/ingest/%2e%2e/api/streams, '', 404",
    "/ingest/..%2fapi/streams, '', 404",
    "/ingest/;x/../../api/streams, '', 401"
  })
  void theRestOfTheControlSocketKeepsItsToken(String path, String token, int status)
      throws Exception {
    try (Service service = startWithTokens(CONTROL)) {
      RawHttp1.Answer answer = ask(controlPort, "GET", path, token, "");
      assertTrue(answer.status() == status || answer.status() == 400, answer::head);
      assertTrue(status == 200 || !answer.body().contains("streams\""), answer::body);
    }
  }

  @Test
  void noTokenIsEverWritten() throws Exception {
    try (LogRecorder log = new LogRecorder(Level.ALL);
        Service service = startWithTokens(CONTROL)) {
      for (String token : List.of(WATCH, PUSH, CONTROL)) {
        for (String path : List.of("/whep/live", "/whep/x y", "/play/live", "/ingest/live")) {
          ask(publicPort, "POST", path + "?token=" + token, "", "x");
          ask(publicPort, "POST", path, token, "x");
          ask(controlPort, "PUT", path + "?token=" + token, "", "x");
          ask(controlPort, "PUT", path, token, "x");
        }
      }
      String metrics = ask(controlPort, "GET", "/metrics", CONTROL, "").body();
      assertTrue(metrics.contains("sluice_access_total{outcome=\"bad_token\"}"), metrics);
      for (String text : Stream.concat(log.lines().stream(), Stream.of(metrics)).toList()) {
        assertFalse(text.contains(WATCH) || text.contains(PUSH) || text.contains(CONTROL), text);
      }
    }
  }

  private static RawHttp1.Answer ask(
      int port, String method, String path, String token, String body) throws Exception {
    try (RawHttp1 client = new RawHttp1(port)) {
      String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
      client.send(
          "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, authorization, body.length(), body));
      return client.readAnswer();
    }
  }
}
