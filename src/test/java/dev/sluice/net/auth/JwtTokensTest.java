package dev.sluice.net.auth;

import static dev.sluice.net.auth.StaticTokensTest.outcome;
import static dev.sluice.net.auth.Tokens.EC;
import static dev.sluice.net.auth.Tokens.NOW;
import static dev.sluice.net.auth.Tokens.RSA;
import static dev.sluice.net.auth.Tokens.SECRET;
import static dev.sluice.net.auth.Tokens.claims;
import static dev.sluice.net.auth.Tokens.play;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.sluice.base.settings.GivenSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JwtTokensTest {
  private static final JWTClaimsSet GOOD = claims("live", "play").build();
  private static final KeySource KEYS =
      header -> SigningKeys.of(new JWKSet(List.of(RSA, EC)).toPublicJWKSet(), header);

  private final JwtTokens both = tokens(SECRET, Tokens.settings(SECRET));
  private final JwtTokens published = tokens("", Tokens.settings(""));

  private static JwtTokens tokens(String secret, JwtSettings settings) {
    JwtClaims claims = new JwtClaims(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    return new JwtTokens(secret, Optional.of(KEYS), claims, Optional.empty());
  }

  @Test
  void threeAlgorithmsAreAccepted() throws Exception {
    for (String token :
        List.of(Tokens.hs256(SECRET, GOOD), Tokens.rs256(RSA, GOOD), Tokens.es256(EC, GOOD))) {
      assertEquals(
          new Decision.Granted(Optional.of(NOW.plusSeconds(605))),
          both.decide(play("live", token)));
    }
  }

  @Test
  void aTokenThatIsNotSignedIsNone() throws Exception {
    assertRefused("BAD_TOKEN", both, new PlainJWT(GOOD).serialize());
    String[] parts = Tokens.hs256(SECRET, GOOD).split("\\.");
    assertRefused("BAD_TOKEN", both, parts[0] + "." + parts[1] + ".");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 255, 1001, 5000})
  void aDeepTokenIsNone(int depth) throws Exception {
    String deep = "[".repeat(depth) + "]".repeat(depth);
    String good = Tokens.hs256(SECRET, GOOD);
    String[] parts = good.split("\\.");
    String header = Base64URL.encode("{\"alg\":\"HS256\",\"x\":%s}".formatted(deep)).toString();
    assertRefused("BAD_TOKEN", both, header + "." + parts[1] + "." + parts[2]);
    JWSObject signed =
        new JWSObject(
            new JWSHeader(JWSAlgorithm.HS256),
            new Payload("{\"stream\":\"live\",\"action\":%s}".formatted(deep)));
    signed.sign(new MACSigner(SECRET));
    Decision decision = both.decide(play("live", signed.serialize()));
    assertInstanceOf(Decision.Refused.class, decision);
  }

  @Test
  void aPublicKeyIsNoSecret() throws Exception {
    byte[] der = RSA.toRSAPublicKey().getEncoded();
    byte[] json = RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    for (byte[] key : List.of(der, json)) {
      assertRefused("BAD_TOKEN", both, Tokens.hs256(key, GOOD));
      assertRefused("BAD_TOKEN", published, Tokens.hs256(key, GOOD));
    }
  }

  @Test
  void otherSecretsKeysAndAlgorithmsAreRefused() throws Exception {
    assertRefused("BAD_TOKEN", both, Tokens.hs256(SECRET + "x", GOOD));
    assertRefused("BAD_TOKEN", published, Tokens.hs256(SECRET, GOOD));
    assertRefused("BAD_TOKEN", both, Tokens.rs256(Tokens.rsa("rsa-1", 2048), GOOD));
    assertRefused("BAD_TOKEN", both, Tokens.rs256(Tokens.rsa("unknown", 2048), GOOD));
    assertRefused("BAD_TOKEN", both, Tokens.es256(Tokens.ec("ec-1", Curve.P_256), GOOD));
    JWSHeader rs512 = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("rsa-1").build();
    assertRefused("BAD_TOKEN", both, Tokens.signed(rs512, new RSASSASigner(RSA), GOOD));
    ECKey large = Tokens.ec("ec-1", Curve.P_384);
    JWSHeader es384 = new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("ec-1").build();
    assertRefused("BAD_TOKEN", both, Tokens.signed(es384, new ECDSASigner(large), GOOD));
  }

  @Test
  void shortKeysAndThoseForOtherUsesAreNotTaken() {
    RSAKey weak = Tokens.rsa("k", 1024);
    RSAKey other = new RSAKey.Builder(RSA).keyUse(KeyUse.ENCRYPTION).build();
    JWSHeader header = new JWSHeader(JWSAlgorithm.RS256);
    assertEquals(List.of(), SigningKeys.of(new JWKSet(List.of(weak, other, EC)), header));
    assertEquals(List.of(RSA), SigningKeys.of(new JWKSet(List.of(weak, RSA, EC)), header));
  }

  @Test
  void aTokenThatWasChangedIsRefused() throws Exception {
    String token = Tokens.es256(EC, GOOD);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      StringBuilder changed = new StringBuilder(token);
      int at = random.nextInt(token.length() - 2);
      char c = "ABCDEFGHIJKLMNOPQRSTUVWXYZ.=-_ \u0000\u00ff".charAt(random.nextInt(33));
      if (changed.charAt(at) != c) {
        changed.setCharAt(at, c);
        assertEquals(
            "BAD_TOKEN", outcome(both.decide(play("live", changed.toString()))), "seed " + seed);
      }
    }
    assertRefused("BAD_TOKEN", both, "x");
    assertRefused("BAD_TOKEN", both, "..");
    assertRefused("NO_TOKEN", both, "");
  }

  @ParameterizedTest
  @CsvSource({
    "live, play, GRANTED",
    "*, play, GRANTED",
    "other, play, NOT_ALLOWED",
    "LIVE, play, NOT_ALLOWED",
    "live, publish, NOT_ALLOWED",
    "live, PLAY, NOT_ALLOWED",
    "live, *, NOT_ALLOWED",
    "'', play, NOT_ALLOWED"
  })
  void claimsSayWhatATokenIsGoodFor(String stream, String action, String outcome) throws Exception {
    String token = Tokens.hs256(SECRET, claims(stream, action).build());
    assertEquals(outcome, outcome(both.decide(play("live", token))));
  }

  @Test
  void claimsMayBeListsAndMustBeThere() throws Exception {
    JWTClaimsSet lists =
        claims("", "")
            .claim("stream", List.of("a", "live"))
            .claim("action", List.of("publish", "play"))
            .build();
    assertEquals("GRANTED", outcome(both.decide(play("live", Tokens.hs256(SECRET, lists)))));
    JWTClaimsSet none = new JWTClaimsSet.Builder().build();
    assertRefused("NOT_ALLOWED", both, Tokens.hs256(SECRET, none));
    JWTClaimsSet numbers = claims("", "play").claim("stream", 7).build();
    assertRefused("BAD_TOKEN", both, Tokens.hs256(SECRET, numbers));
    JWTClaimsSet text = claims("live", "play").claim("exp", "tomorrow").build();
    assertRefused("BAD_TOKEN", both, Tokens.hs256(SECRET, text));
  }

  @ParameterizedTest
  @CsvSource({
    "-600, 600, GRANTED",
    "0, -4, GRANTED",
    "0, -5, NOT_VALID_NOW",
    "5, 600, GRANTED",
    "6, 600, NOT_VALID_NOW",
    "0, -100000, NOT_VALID_NOW"
  })
  void clocksMayDifferALittle(int notBefore, int expires, String outcome) throws Exception {
    JWTClaimsSet claims =
        claims("live", "play")
            .notBeforeTime(Date.from(NOW.plusSeconds(notBefore)))
            .expirationTime(Date.from(NOW.plusSeconds(expires)))
            .build();
    assertEquals(outcome, outcome(both.decide(play("live", Tokens.hs256(SECRET, claims)))));
  }

  @Test
  void issuerAndAudienceAreAskedForWhereConfigured() throws Exception {
    JwtSettings settings =
        GivenSettings.of(
            JwtSettings::new,
            Map.of(
                "auth.jwt.secret",
                SECRET,
                "auth.jwt.issuer",
                "me",
                "auth.jwt.audience",
                "sluice",
                "auth.jwt.leewaySeconds",
                Duration.ZERO));
    JwtTokens strict = tokens(SECRET, settings);
    JWTClaimsSet good = claims("live", "play").issuer("me").audience("sluice").build();
    assertEquals("GRANTED", outcome(strict.decide(play("live", Tokens.hs256(SECRET, good)))));
    JWTClaimsSet issuer = claims("live", "play").issuer("you").audience("sluice").build();
    assertRefused("BAD_TOKEN", strict, Tokens.hs256(SECRET, issuer));
    JWTClaimsSet audience = claims("live", "play").issuer("me").audience("other").build();
    assertRefused("BAD_TOKEN", strict, Tokens.hs256(SECRET, audience));
    assertRefused("BAD_TOKEN", strict, Tokens.hs256(SECRET, GOOD));
  }

  @Test
  void aTokenWithoutExpiryIsGoodForEver() throws Exception {
    JWTClaimsSet claims = claims("live", "play").expirationTime(null).build();
    assertEquals(Decision.Granted.FOREVER, both.decide(play("live", Tokens.hs256(SECRET, claims))));
  }

  private static void assertRefused(String reason, JwtTokens tokens, String token)
      throws InterruptedException {
    Decision decision = tokens.decide(play("live", token));
    assertEquals(reason, outcome(decision));
    String detail = ((Decision.Refused) decision).detail();
    assertFalse(token.length() > 20 && detail.contains(token), detail);
  }
}
