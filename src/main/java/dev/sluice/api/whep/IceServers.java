package dev.sluice.api.whep;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * STUN and TURN servers that viewers are told of by {@code Link} (RFC 9725 section 4.6, which WHEP
 * shares). None of them is used by this side.
 *
 * @param uris {@code stun:}, {@code turn:} or {@code turns:} (RFC 7064, RFC 7065)
 * @param access how the TURN servers are entered
 */
public record IceServers(List<String> uris, Access access) {
  /** None at all. */
  public static final IceServers NONE = new IceServers(List.of(), new Open());

  /** Copies the list. */
  public IceServers {
    uris = List.copyOf(uris);
  }

  /** How TURN servers are entered. */
  public sealed interface Access {}

  /** By anybody. */
  public record Open() implements Access {}

  /** With the same name and password for all viewers. */
  public record Fixed(String username, String credential) implements Access {
    @Override
    public String toString() {
      return "Fixed[" + username + "]";
    }
  }

  /**
   * With a name that is the time of its end and a password that proves that we made it: the "REST
   * API" of TURN servers, which coturn calls {@code use-auth-secret}.
   *
   * @param secret shared with the servers
   * @param seconds how long a password holds
   */
  public record TimeLimited(String secret, int seconds) implements Access {
    Fixed until(long unixSeconds) {
      String username = Long.toString(unixSeconds + seconds);
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        byte[] proof = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
        return new Fixed(username, Base64.getEncoder().encodeToString(proof));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java has HMAC-SHA1", e);
      }
    }

    @Override
    public String toString() {
      return "TimeLimited[" + seconds + " s]";
    }
  }

  /**
   * The value of {@code Link}, empty where there are no servers.
   *
   * @param unixSeconds the time now
   */
  Optional<String> link(long unixSeconds) {
    if (uris.isEmpty()) {
      return Optional.empty();
    }
    String credentials =
        switch (access) {
          case Open open -> "";
          case Fixed fixed -> parameters(fixed);
          case TimeLimited limited -> parameters(limited.until(unixSeconds));
        };
    return Optional.of(
        uris.stream()
            .map(uri -> "<%s>; rel=\"ice-server\"%s".formatted(uri, of(uri, credentials)))
            .collect(Collectors.joining(", ")));
  }

  /** STUN servers ask for nothing. */
  private static String of(String uri, String credentials) {
    return uri.toLowerCase(Locale.ROOT).startsWith("turn") ? credentials : "";
  }

  private static String parameters(Fixed fixed) {
    return "; username=\"%s\"; credential=\"%s\"; credential-type=\"password\""
        .formatted(quoted(fixed.username()), quoted(fixed.credential()));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
