package dev.sluice.net.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.List;

/** Selects the keys of a set that fit the algorithm in a token's header. */
final class SigningKeys {
  private static final int RSA_MIN_BITS = 2048;
  private static final int MAX_TRIED = 8;

  private SigningKeys() {}

  static List<JWK> of(JWKSet set, JWSHeader header) {
    return set.getKeys().stream()
        .filter(key -> header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
        .filter(key -> key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        .filter(
            key -> key.getAlgorithm() == null || key.getAlgorithm().equals(header.getAlgorithm()))
        .filter(key -> fits(key, header.getAlgorithm()))
        .limit(MAX_TRIED)
        .toList();
  }

  private static boolean fits(JWK key, JWSAlgorithm algorithm) {
    if (algorithm.equals(JWSAlgorithm.RS256)) {
      return key instanceof RSAKey rsa && rsa.size() >= RSA_MIN_BITS;
    }
    return algorithm.equals(JWSAlgorithm.ES256)
        && key instanceof ECKey elliptic
        && elliptic.getCurve().equals(Curve.P_256);
  }
}
