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
 * STUN and TURN servers sent to viewers in {@code Link} (RFC 9725 section 4.6, which WHEP shares).
 * The service itself uses none of them.
 *
 * @param uris {@code stun:}, {@code turn:} or {@code turns:} (RFC 7064, RFC 7065)
 * @param access credentials of the TURN servers
 */
public record IceServers(List<String> uris, Access access) {
  /** No servers. */
  public static final IceServers NONE = new IceServers(List.of(), new Open());

  /** Copies the list. */
  public IceServers {
    uris = List.copyOf(uris);
  }

  /** Credentials of TURN servers. */
  public sealed interface Access {}

  /** No credentials. */
  public record Open() implements Access {}

  /** Permanent credentials: one user name and password for all viewers. */
  public record Fixed(String username, String credential) implements Access {
    @Override
    public String toString() {
      return "Fixed[" + username + "]";
    }
  }

  /**
   * Credentials that expire (the "REST API" of TURN servers; coturn: {@code use-auth-secret}). The
   * user name is the Unix time of expiry, the password its HMAC-SHA1 in Base64.
   *
   * @param secret shared with the servers
   * @param seconds lifetime of the credentials
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
   * The value of {@code Link}; empty without servers.
   *
   * @param unixSeconds present time
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

  /** STUN servers need no credentials. */
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
