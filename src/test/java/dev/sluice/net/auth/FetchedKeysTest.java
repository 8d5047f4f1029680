package dev.sluice.net.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.net.auth.Decision.Granted;
import dev.sluice.net.auth.Decision.Reason;
import dev.sluice.net.auth.Decision.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signed tokens whose keys are published at an address, fetched over real HTTP. */
final class FetchedKeysTest {
  private static final JWTClaimsSet CLAIMS =
      new JWTClaimsSet.Builder()
          .claim("stream", "live")
          .claim("action", "play")
          .expirationTime(Date.from(Instant.now().plusSeconds(600)))
          .build();

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private int status = 200;
  private String document = new JWKSet(List.of(Tokens.RSA, Tokens.EC)).toString();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys.json",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = document.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Authorizer authorizer() {
    URI address =
        URI.create("http://127.0.0.1:%d/keys.json".formatted(server.getAddress().getPort()));
    return JwtTokens.of(
        GivenSettings.of(JwtSettings::new, Map.of("auth.jwt.jwksUrl", Optional.of(address))),
        Clock.systemUTC());
  }

  @Test
  void theKeysAreFetchedOnceAndGoodForBothAlgorithms() throws Exception {
    try (Authorizer authorizer = authorizer()) {
      for (String token :
          List.of(Tokens.rs256(Tokens.RSA, CLAIMS), Tokens.es256(Tokens.EC, CLAIMS))) {
        assertInstanceOf(Granted.class, authorizer.decide(Tokens.play("live", token)));
        Decision other = authorizer.decide(Tokens.play("other", token));
        assertEquals(Reason.NOT_ALLOWED, ((Refused) other).reason());
      }
      assertEquals(1, asked.get());
    }
  }

  @Test
  void anAddressThatFailsOrSaysNonsenseIsUnavailable() throws Exception {
    String token = Tokens.rs256(Tokens.RSA, CLAIMS);
    status = 500;
    try (Authorizer authorizer = authorizer()) {
      assertEquals(Reason.UNAVAILABLE, reason(authorizer, token));
    }
    status = 200;
    String deep = "[".repeat(400_000) + "]".repeat(400_000);
    for (String bad : List.of("<html>", deep, "{\"keys\":%s}".formatted(deep), "{\"keys\":[")) {
      document = bad;
      try (Authorizer authorizer = authorizer()) {
        assertEquals(Reason.UNAVAILABLE, reason(authorizer, token));
      }
    }
  }

  private static Reason reason(Authorizer authorizer, String token) throws InterruptedException {
    return ((Refused) authorizer.decide(Tokens.play("live", token))).reason();
  }
}
