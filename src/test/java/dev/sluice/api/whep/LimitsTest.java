package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepCounters.Outcome;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.media.Codec;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.Authorizer;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits per address, over real sockets; a proxy that is believed says whose requests they are. */
final class LimitsTest {
  private static final List<AddressBlock> LOOPBACK =
      List.of(AddressBlock.parse("127.0.0.0/8").orElseThrow());
  private static final int RATE = 1;
  private static final int BURST = 5;
  private static final int SESSIONS_PER_CLIENT = 3;
  private static final int CONNECTING = 30;

  private WhepFixture whep;

  @AfterEach
  void stop() {
    whep.close();
  }

  private void start(int rate) throws IOException {
    ClientAddresses clients = new ClientAddresses(LOOPBACK);
    whep =
        new WhepFixture(
            GivenSettings.of(
                WhepSettings::new,
                Map.of(
                    "whep.waitSeconds",
                    Duration.ofSeconds(5),
                    "whep.maxWaiting",
                    10,
                    "limits.waitingPerStream",
                    2,
                    "limits.waitingPerAddress",
                    1,
                    "whep.retryAfterSeconds",
                    Duration.ofSeconds(3))),
            GivenSettings.of(
                SessionSettings::new,
                Map.of(
                    "sessions.max",
                    100,
                    "limits.sessionsPerAddress",
                    SESSIONS_PER_CLIENT,
                    "limits.connecting",
                    CONNECTING,
                    "sessions.consentTimeoutSeconds",
                    SessionSettingsFixture.NEVER,
                    "sessions.connectTimeoutSeconds",
                    SessionSettingsFixture.NEVER)),
            new RequestGuard(
                clients,
                GivenSettings.of(
                    RateSettings::new,
                    Map.of(
                        "limits.postsPerSecond",
                        rate,
                        "limits.patchesPerSecond",
                        rate,
                        "limits.deletesPerSecond",
                        rate,
                        "limits.exempt",
                        LOOPBACK)),
                new AccessGuard(Authorizer.OPEN, clients)),
            new PublicAddress(Optional.empty(), clients));
    whep.play("live", Codec.H264, Codec.OPUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "DELETE"})
  void anAddressThatAsksTooOftenHasToWait(String method) throws Exception {
    start(RATE);
    String path = method.equals("POST") ? "/whep/live" : "/whep/live/sessions/none";
    int let = 0;
    HttpResponse<String> answer = ask(method, path, "192.0.2.1");
    while (answer.statusCode() != 503) {
      let++;
      assertTrue(let < 100, "never refused");
      answer = ask(method, path, "192.0.2.1");
    }
    assertTrue(let >= BURST, let + " were let through");
    assertTooMany("too many requests", answer);
    assertTrue(ask(method, path, "192.0.2.2").statusCode() != 503, "another address");
    assertTrue(ask(method, path, "").statusCode() != 503, "an exempt address");
    boolean post = method.equals("POST");
    assertEquals(post ? 1 : 0, whep.routes.counters().of(Outcome.TOO_OFTEN));
  }

  @Test
  void anAddressHasOnlySoManySessions() throws Exception {
    start(100);
    for (int i = 0; i < SESSIONS_PER_CLIENT; i++) {
      assertEquals(201, post("live", "2001:db8::" + i).statusCode());
    }
    HttpResponse<String> answer = post("live", "2001:db8::ffff");
    assertTooMany("Your address has 3 viewers", answer);
    assertEquals(201, post("live", "2001:db8:0:1::1").statusCode());
  }

  @Test
  void onlySoManyConnectAtATime() throws Exception {
    start(100);
    for (int i = 0; i < CONNECTING; i++) {
      assertEquals(201, post("live", "192.0.2." + i).statusCode());
    }
    assertTooMany(CONNECTING + " viewers are connecting", post("live", "192.0.2.100"));
    whep.sessions.reap(System.nanoTime() + (1L << 61));
    assertEquals(0, whep.sessions.retained());
    assertEquals(201, post("live", "192.0.2.100").statusCode());
  }

  @Test
  void onlySoManyWaitForAStreamAndOfAnAddress() throws Exception {
    start(100);
    var first = later("soon", "192.0.2.1");
    WhepFixture.until(() -> whep.routes.waiting() == 1, "waits");
    assertTooMany("of your address are waiting", post("other", "192.0.2.1"));
    var second = later("soon", "192.0.2.2");
    WhepFixture.until(() -> whep.routes.waiting() == 2, "both wait");
    assertTooMany("for this stream are waiting", post("soon", "192.0.2.3"));
    var third = later("late", "192.0.2.3");
    WhepFixture.until(() -> whep.routes.waiting() == 3, "all wait");
    whep.play("soon", Codec.H264);
    whep.play("late", Codec.H264);
    for (var answer : List.of(first, second, third)) {
      assertEquals(201, answer.get().statusCode());
    }
    assertEquals(0, whep.routes.waiting());
  }

  private CompletableFuture<HttpResponse<String>> later(String stream, String address) {
    return whep.client.sendAsync(
        whep.request(
            "POST",
            "/whep/" + stream,
            WhepFixture.offer(),
            "Content-Type",
            "application/sdp",
            "X-Forwarded-For",
            address),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String stream, String address) throws Exception {
    return later(stream, address).get();
  }

  private HttpResponse<String> ask(String method, String path, String address) throws Exception {
    return address.isEmpty()
        ? whep.ask(method, path, "x")
        : whep.ask(method, path, "x", "X-Forwarded-For", address);
  }

  private static void assertTooMany(String part, HttpResponse<String> answer) {
    assertEquals(503, answer.statusCode(), answer.body());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    int seconds = Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0"));
    assertTrue(seconds >= 1 && seconds <= 3, seconds + " s");
    assertTrue(answer.body().contains(part), answer.body());
  }
}
