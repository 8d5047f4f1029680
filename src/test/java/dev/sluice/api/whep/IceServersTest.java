package dev.sluice.api.whep;

import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.Authorizer;
import dev.sluice.net.auth.Decision;
import dev.sluice.net.http.ClientAddresses;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 12 of docs/whep.md: STUN and TURN servers for viewers. */
final class IceServersTest {
  private static final List<String> URIS =
      List.of("stun:stun.example.org:3478", "turn:turn.example.org:3478?transport=udp");

  private static IceServers fixed(String credential) {
    return new IceServers(URIS, new IceServers.Fixed("viewer", credential));
  }

  private static Map<String, ?> withPassword() {
    return Map.of(
        "whep.iceServers",
        URIS,
        "whep.iceServerUsername",
        "viewer",
        "whep.iceServerCredential",
        "secret",
        "whep.maxEventStreams",
        0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "OPTIONS", "GET", "HEAD"})
  void rule12_iceServersAreLinkedOn201AndOnOptions(String method) throws Exception {
    try (WhepFixture whep = WhepFixture.of(withPassword())) {
      whep.play("live", Codec.H264);
      boolean post = method.equals("POST");
      HttpResponse<String> answer =
          whep.ask(
              method,
              "/whep/live",
              post ? WhepFixture.offer() : "",
              "Content-Type",
              "application/sdp");
      assertEquals(post ? 201 : 204, answer.statusCode(), answer.body());
      assertEquals(
          "<stun:stun.example.org:3478>; rel=\"ice-server\", "
              + "<turn:turn.example.org:3478?transport=udp>; rel=\"ice-server\";"
              + " username=\"viewer\"; credential=\"secret\"; credential-type=\"password\"",
          header(answer, "Link"));
    }
  }

  @Test
  void rule12_whereRightsAreAskedForPasswordsAreNotForEverybody() throws Exception {
    ClientAddresses clients = new ClientAddresses(List.of());
    Authorizer authorizer =
        asked ->
            asked.token().equals("good")
                ? Decision.Granted.FOREVER
                : Decision.refused(Decision.Reason.BAD_TOKEN, "No.");
    Map<String, ?> protocol = withPassword();
    try (WhepFixture whep = WhepFixture.guarded(protocol, new AccessGuard(authorizer, clients))) {
      for (String token : List.of("", "?token=bad")) {
        HttpResponse<String> answer = whep.ask("OPTIONS", "/whep/live" + token, "");
        assertEquals(204, answer.statusCode());
        assertEquals("", header(answer, "Link"));
      }
      HttpResponse<String> answer = whep.ask("OPTIONS", "/whep/live?token=good", "");
      assertTrue(header(answer, "Link").contains("secret"));
    }
  }

  @Test
  void requestsWithATokenAreCountedBeforeTheAuthorizerIsAsked() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Authorizer authorizer =
        request -> {
          asked.incrementAndGet();
          return Decision.Granted.FOREVER;
        };
    AccessGuard guard =
        new AccessGuard(authorizer, new ClientAddresses(List.of()), 1, new LimitKeys(List.of()));
    try (WhepFixture whep = WhepFixture.guarded(withPassword(), guard)) {
      int refused = 0;
      for (int i = 0; i < 60; i++) {
        String method = List.of("OPTIONS", "GET", "HEAD").get(i % 3);
        HttpResponse<String> answer = whep.ask(method, "/whep/live?token=" + i, "");
        refused += answer.statusCode() == 503 ? 1 : 0;
        assertEquals(answer.statusCode() == 503, !header(answer, "Retry-After").isEmpty());
        assertEquals(204, whep.ask("OPTIONS", "/whep/live", "").statusCode(), "a preflight");
      }
      assertEquals(60, asked.get() + refused);
      assertTrue(asked.get() >= 5 && asked.get() < 30, asked + " of 60 were asked");
      assertEquals(refused, guard.counters().of(Decision.Reason.TOO_OFTEN));
    }
  }

  @Test
  void rule12_aPasswordMayBeMadeForEachViewer() {
    IceServers servers = new IceServers(URIS, new IceServers.TimeLimited("north", 3600));
    String link = servers.link(Instant.ofEpochSecond(1_700_000_000).getEpochSecond()).orElseThrow();
    Matcher made = Pattern.compile("username=\"(\\d+)\"; credential=\"([^\"]+)\"").matcher(link);
    assertTrue(made.find(), link);
    assertEquals("1700003600", made.group(1));
    // printf 1700003600 | openssl dgst -sha1 -hmac north -binary | base64
    assertEquals("xF4I6gruVt/PjGbjajGu2UlidPk=", made.group(2));
  }

  @Test
  void quotesDoNotEndAParameterAndSecretsAreNotPrinted() {
    String link = fixed("a\"b\\c").link(0).orElseThrow();
    assertTrue(link.contains("credential=\"a\\\"b\\\\c\""), link);
    assertFalse(fixed("hidden").toString().contains("hidden"));
    assertFalse(new IceServers.TimeLimited("hidden", 60).toString().contains("hidden"));
    assertEquals(Optional.empty(), IceServers.NONE.link(0));
  }
}
