package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.media.Codec;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.AuthSettings;
import dev.sluice.net.auth.Authorizer;
import dev.sluice.net.auth.Authorizers;
import dev.sluice.net.auth.Decision;
import dev.sluice.net.auth.Decision.Reason;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.stats.EndReason;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 11: tokens on the endpoint, and a session's address that is a right of its own. */
final class WatchRightTest {
  private static final String TOKEN = "watch-live-only-1";
  private static final String PUSHER = "push-live-only-01";
  private static final Authorizer TOKENS =
      Authorizers.of(
          GivenSettings.of(
              AuthSettings::new,
              Map.of(
                  "auth.mode",
                  AuthSettings.Mode.TOKENS,
                  "auth.tokens",
                  List.of("play:live:" + TOKEN, "publish:live:" + PUSHER))));

  private WhepFixture whep;
  private AccessGuard guard;

  private void start(Authorizer authorizer) throws Exception {
    ClientAddresses clients = new ClientAddresses(List.of());
    guard = new AccessGuard(authorizer, clients);
    List<AddressBlock> all = List.of(AddressBlock.parse("0.0.0.0/0").orElseThrow());
    whep =
        new WhepFixture(
            GivenSettings.of(
                WhepSettings::new,
                Map.of(
                    "whep.waitSeconds",
                    Duration.ofMillis(200),
                    "whep.retryAfterSeconds",
                    Duration.ofSeconds(3))),
            SessionSettingsFixture.of(
                10, SessionSettingsFixture.NEVER, SessionSettingsFixture.NEVER),
            new RequestGuard(
                clients, GivenSettings.of(RateSettings::new, Map.of("limits.exempt", all)), guard),
            PublicAddress.direct());
    whep.play("live", Codec.H264, Codec.OPUS);
    whep.play("other", Codec.H264, Codec.OPUS);
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer watch-live-only-1, 201",
    "bearer  watch-live-only-1, 201",
    "watch-live-only-1, 201",
    "Basic watch-live-only-1, 401",
    "Bearer, 401",
    "Bearer watch-live-only-2, 401",
    "Bearer push-live-only-01, 403"
  })
  void aTokenComesAsBearerOrRaw(String authorization, int status) throws Exception {
    start(TOKENS);
    HttpResponse<String> answer =
        whep.ask(
            "POST",
            "/whep/live",
            WhepFixture.offer(),
            "Content-Type",
            "application/sdp",
            "Authorization",
            authorization);
    assertEquals(status, answer.statusCode(), answer.body());
    assertAnswer(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "/whep/live?token=watch-live-only-1, 201",
    "/whep/live?token=watch%2Dlive-only-1, 201",
    "/whep/live?token=watch-live-only-2, 401",
    "/whep/live?token=, 401",
    "/whep/live, 401",
    "/whep/other?token=watch-live-only-1, 403",
    "/whep/live?token=push-live-only-01, 403"
  })
  void aTokenComesInTheQueryToo(String path, int status) throws Exception {
    start(TOKENS);
    HttpResponse<String> answer =
        whep.ask("POST", path, WhepFixture.offer(), "Content-Type", "application/sdp");
    assertEquals(status, answer.statusCode(), answer.body());
    assertAnswer(answer);
    long denied = guard.counters().of(Reason.NOT_ALLOWED);
    assertEquals(status == 403 ? 1 : 0, denied);
    assertEquals(status == 201 ? 1 : 0, guard.counters().granted());
  }

  @Test
  void aRequestWithoutRightIsNotHeldAndItsBodyIsNotLookedAt() throws Exception {
    start(TOKENS);
    assertEquals(401, whep.ask("POST", "/whep/live", "no offer").statusCode());
    assertEquals(401, whep.post("absent", WhepFixture.offer()).statusCode());
    assertEquals(0, whep.routes.waiting());
    assertEquals(2, whep.routes.counters().of(WhepCounters.Outcome.NO_ACCESS));
  }

  @Test
  void preflightsNeedNoTokenAndTheSessionsAddressIsOne() throws Exception {
    start(TOKENS);
    for (String method : List.of("OPTIONS", "GET", "HEAD")) {
      assertEquals(204, whep.ask(method, "/whep/live", "").statusCode(), method);
    }
    HttpResponse<String> created =
        whep.ask(
            "POST",
            "/whep/live?token=" + TOKEN,
            WhepFixture.offer(),
            "Content-Type",
            "application/sdp");
    String session = created.headers().firstValue("Location").orElseThrow();
    assertFalse(session.contains("token"), session);
    assertEquals(204, whep.ask("OPTIONS", session, "").statusCode());
    HttpResponse<String> patched =
        whep.ask(
            "PATCH",
            session,
            "a=end-of-candidates\r\n",
            "Content-Type",
            "application/trickle-ice-sdpfrag");
    assertEquals(204, patched.statusCode(), patched.body());
    assertEquals(200, whep.ask("DELETE", session, "").statusCode());
  }

  @Test
  void aSessionEndsWithItsRight() throws Exception {
    start(request -> new Decision.Granted(Optional.of(Instant.now().plusSeconds(60))));
    assertEquals(201, whep.post("live", WhepFixture.offer()).statusCode());
    long now = System.nanoTime();
    whep.sessions.reap(now + Duration.ofSeconds(50).toNanos());
    assertEquals(1, whep.sessions.count());
    whep.sessions.reap(now + Duration.ofSeconds(61).toNanos());
    assertEquals(0, whep.sessions.retained());
    assertEquals(1, whep.sessions.counters().of(EndReason.EXPIRED));
  }

  @Test
  void whoCannotBeAskedRefuses() throws Exception {
    start(request -> Decision.refused(Reason.UNAVAILABLE, "Nobody is there."));
    HttpResponse<String> answer = whep.post("live", WhepFixture.offer());
    assertEquals(503, answer.statusCode());
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
  }

  private static void assertAnswer(HttpResponse<String> answer) {
    assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    assertFalse(answer.body().contains(TOKEN) || answer.body().contains(PUSHER), answer.body());
    String challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
    assertEquals(answer.statusCode() == 401, challenge.startsWith("Bearer realm="), challenge);
    if (answer.statusCode() != 201) {
      assertEquals(
          "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    }
  }
}
