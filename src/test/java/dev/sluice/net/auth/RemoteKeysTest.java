package dev.sluice.net.auth;

import static dev.sluice.net.auth.Tokens.EC;
import static dev.sluice.net.auth.Tokens.RSA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RemoteKeysTest {
  private static final long SECOND = 1_000_000_000L;
  private static final JWSHeader BY_RSA = header(JWSAlgorithm.RS256, "rsa-1");
  private static final JWSHeader BY_EC = header(JWSAlgorithm.ES256, "ec-1");

  private long now = Long.MAX_VALUE - SECOND;
  private int fetches;
  private String document = document(RSA);
  private final RemoteKeys keys = new RemoteKeys(this::fetch, Duration.ofSeconds(300), () -> now);

  private String fetch() throws IOException {
    fetches++;
    if (document.isEmpty()) {
      throw new IOException("down");
    }
    return document;
  }

  @Test
  void keysAreFetchedOnceInAWhile() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertEquals(1, keys.find(BY_RSA).size());
      now += 3 * SECOND;
    }
    assertEquals(1, fetches);
    now += SECOND;
    assertEquals(1, keys.find(BY_RSA).size());
    assertEquals(2, fetches);
  }

  @Test
  void aNewKeyIsFoundAndAnOldOneForgotten() throws Exception {
    assertEquals(1, keys.find(BY_RSA).size());
    document = document(EC);
    now += 6 * SECOND;
    assertEquals(1, keys.find(BY_EC).size());
    assertEquals(2, fetches);
    assertEquals(0, keys.find(BY_RSA).size());
    assertEquals(2, fetches, "that was asked just now");
  }

  @Test
  void unknownKeysCauseFewFetches() throws Exception {
    for (int i = 0; i < 1000; i++) {
      assertEquals(0, keys.find(header(JWSAlgorithm.RS256, "unknown " + i)).size());
      now += SECOND / 100;
    }
    assertTrue(fetches <= 3, fetches + " fetches within 10 s");
  }

  @Test
  void anAddressThatDoesNotAnswerIsAskedNowAndThen() throws Exception {
    document = "";
    for (int i = 0; i < 1000; i++) {
      assertThrows(IOException.class, () -> keys.find(BY_RSA));
      now += SECOND / 100;
    }
    assertTrue(fetches <= 3, fetches + " fetches within 10 s");
    document = "{\"keys\":1}";
    now += 6 * SECOND;
    assertThrows(IOException.class, () -> keys.find(BY_RSA));
    document = document(RSA);
    now += 6 * SECOND;
    assertEquals(1, keys.find(BY_RSA).size());
  }

  @Test
  void keysStayGoodForAnHourWhenTheAddressIsDown() throws Exception {
    assertEquals(1, keys.find(BY_RSA).size());
    document = "";
    now += 3600 * SECOND;
    assertEquals(1, keys.find(BY_RSA).size());
    now += 301 * SECOND;
    assertThrows(IOException.class, () -> keys.find(BY_RSA));
  }

  @Test
  void aTokenThatNamesNoKeyIsTriedWithAllOfItsKind() throws Exception {
    document = document(RSA, Tokens.rsa("rsa-2", 2048), EC);
    assertEquals(2, keys.find(new JWSHeader(JWSAlgorithm.RS256)).size());
    assertEquals(1, keys.find(new JWSHeader(JWSAlgorithm.ES256)).size());
    assertEquals(0, keys.find(header(JWSAlgorithm.ES256, "rsa-1")).size());
  }

  private static String document(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(true);
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
    return new JWSHeader.Builder(algorithm).keyID(keyId).build();
  }
}
