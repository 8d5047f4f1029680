package dev.sluice.net.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.base.settings.GivenSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Signs tokens like an external issuer. */
public final class Tokens {
  static final String SECRET = "a-secret-of-at-least-32-characters";
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final RSAKey RSA = rsa("rsa-1", 2048);
  static final ECKey EC = ec("ec-1", Curve.P_256);

  private Tokens() {}

  static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static ECKey ec(String id, Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static JwtSettings settings(String secret) {
    return GivenSettings.of(JwtSettings::new, Map.of("auth.jwt.secret", secret));
  }

  /** Good for ten minutes. */
  static JWTClaimsSet.Builder claims(String stream, String action) {
    return new JWTClaimsSet.Builder()
        .claim("stream", stream)
        .claim("action", action)
        .expirationTime(Date.from(NOW.plusSeconds(600)));
  }

  static String hs256(String secret, JWTClaimsSet claims) {
    return hs256(secret.getBytes(StandardCharsets.UTF_8), claims);
  }

  static String hs256(byte[] secret, JWTClaimsSet claims) {
    try {
      return signed(new JWSHeader(JWSAlgorithm.HS256), new MACSigner(secret), claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String rs256(RSAKey key, JWTClaimsSet claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      return signed(header, new RSASSASigner(key, true), claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String es256(ECKey key, JWTClaimsSet claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      return signed(header, new ECDSASigner(key), claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  static AccessRequest play(String stream, String token) {
    return new AccessRequest(stream, Action.PLAY, token, "192.0.2.1");
  }
}
