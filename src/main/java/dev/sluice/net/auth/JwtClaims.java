package dev.sluice.net.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.sluice.net.auth.Decision.Reason;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the claims of a verified token: {@code stream} and {@code action}, each a string or a
 * list of strings, where a stream may be {@code *}; {@code exp}, {@code nbf}, {@code iss} and
 * {@code aud} (RFC 7519 section 4.1).
 */
final class JwtClaims {
  private static final String ANY_STREAM = "*";

  private final String issuer;
  private final String audience;
  private final Duration leeway;
  private final Clock clock;

  JwtClaims(JwtSettings settings, Clock clock) {
    this.issuer = settings.issuer;
    this.audience = settings.audience;
    this.leeway = settings.leeway;
    this.clock = clock;
  }

  /**
   * Decides on a request.
   *
   * @throws ParseException when a claim has the wrong type
   */
  Decision decide(JWTClaimsSet claims, AccessRequest request) throws ParseException {
    if (!issuer.isEmpty() && !issuer.equals(claims.getIssuer())) {
      return Decision.refused(
          Reason.BAD_TOKEN, "The token has another issuer than the required one.");
    }
    if (!audience.isEmpty() && !claims.getAudience().contains(audience)) {
      return Decision.refused(Reason.BAD_TOKEN, "The token is meant for another service.");
    }
    Instant now = clock.instant();
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.plus(leeway).isBefore(notBefore.toInstant())) {
      return Decision.refused(Reason.NOT_VALID_NOW, "The token is not valid yet.");
    }
    Optional<Instant> end = end(claims.getExpirationTime());
    if (end.isPresent() && !now.isBefore(end.get())) {
      return Decision.refused(Reason.NOT_VALID_NOW, "The token has expired.");
    }
    List<String> streams = texts(claims, "stream");
    boolean stream = streams.contains(request.stream()) || streams.contains(ANY_STREAM);
    return stream && texts(claims, "action").contains(request.action().word())
        ? new Decision.Granted(end)
        : Refusals.notAllowed(request);
  }

  private Optional<Instant> end(@Nullable Date expiry) {
    return Optional.ofNullable(expiry).map(date -> date.toInstant().plus(leeway));
  }

  private static List<String> texts(JWTClaimsSet claims, String name) throws ParseException {
    Object claim = claims.getClaim(name);
    if (claim instanceof String text) {
      return List.of(text);
    }
    List<String> list = claims.getStringListClaim(name);
    return list == null ? List.of() : list;
  }
}
