package dev.sluice.net.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.net.auth.Decision.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signed tokens (RFC 7519): HS256 with a configured secret, RS256 and ES256 with published keys.
 * The algorithm of the token selects the kind of key: a public key never verifies HS256. Unsigned
 * tokens are refused.
 */
final class JwtTokens implements Authorizer {
  private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);

  private final byte[] secret;
  private final Optional<KeySource> keys;
  private final JwtClaims claims;
  private final Optional<BoundedHttp> http;

  JwtTokens(String secret, Optional<KeySource> keys, JwtClaims claims, Optional<BoundedHttp> http) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.keys = keys;
    this.claims = claims;
    this.http = http;
  }

  static JwtTokens of(JwtSettings settings, Clock clock) {
    Optional<BoundedHttp> http = settings.jwksUrl.map(address -> new BoundedHttp(FETCH_TIMEOUT));
    Optional<KeySource> keys =
        settings.jwksUrl.flatMap(
            address ->
                http.map(
                    client ->
                        new RemoteKeys(
                            () -> document(client.get(address)),
                            settings.keyCache,
                            System::nanoTime)));
    return new JwtTokens(settings.secret, keys, new JwtClaims(settings, clock), http);
  }

  private static String document(BoundedHttp.Answer answer) throws IOException {
    if (answer.status() != 200) {
      throw new IOException("the answer is " + answer.status());
    }
    return answer.body();
  }

  @Override
  public Decision decide(AccessRequest request) throws InterruptedException {
    if (request.token().isEmpty()) {
      return Refusals.noToken();
    }
    try {
      SignedJWT token = SignedJWT.parse(request.token());
      for (JWSVerifier verifier : verifiers(token)) {
        if (token.verify(verifier)) {
          return claims.decide(token.getJWTClaimsSet(), request);
        }
      }
      return Decision.refused(Reason.BAD_TOKEN, "The token is not signed with an accepted key.");
    } catch (IOException e) {
      return Decision.refused(
          Reason.UNAVAILABLE, "The keys for tokens cannot be fetched; try again later.");
    } catch (ParseException | JOSEException | RuntimeException e) {
      // Messages of the library may quote the token.
      return Decision.refused(Reason.BAD_TOKEN, "The token is not an accepted signed JWT.");
    }
  }

  private List<JWSVerifier> verifiers(SignedJWT token)
      throws IOException, JOSEException, InterruptedException {
    JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
    if (algorithm.equals(JWSAlgorithm.HS256)) {
      return secret.length == 0 ? List.of() : List.of(new MACVerifier(secret));
    }
    boolean published =
        algorithm.equals(JWSAlgorithm.RS256) || algorithm.equals(JWSAlgorithm.ES256);
    List<JWSVerifier> verifiers = new ArrayList<>();
    if (published && keys.isPresent()) {
      for (JWK key : keys.get().find(token.getHeader())) {
        verifiers.add(verifier(key));
      }
    }
    return verifiers;
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey elliptic -> new ECDSAVerifier(elliptic);
      default -> throw new JOSEException("unsupported type of key");
    };
  }

  @Override
  public void close() {
    http.ifPresent(BoundedHttp::close);
  }
}
