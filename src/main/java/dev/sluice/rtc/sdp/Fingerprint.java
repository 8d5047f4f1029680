package dev.sluice.rtc.sdp;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Hash of a DTLS certificate (RFC 8122 section 5).
 *
 * @param algorithm name of the hash in lower case, such as {@code sha-256}
 * @param hex upper-case hexadecimal bytes separated by colons
 */
public record Fingerprint(String algorithm, String hex) {
  /** Parses {@code algorithm hash} in any case; empty if it is malformed or the hash is weak. */
  static Optional<Fingerprint> parse(String value) {
    int space = value.indexOf(' ');
    if (space <= 0 || value.length() > 256) {
      return Optional.empty();
    }
    String algorithm = value.substring(0, space).toLowerCase(Locale.ROOT);
    String hex = value.substring(space + 1).trim().toUpperCase(Locale.ROOT);
    return hex.length() == hexLength(algorithm) && arePairs(hex)
        ? Optional.of(new Fingerprint(algorithm, hex))
        : Optional.empty();
  }

  private static boolean arePairs(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      char character = hex.charAt(i);
      boolean good = i % 3 == 2 ? character == ':' : HexFormat.isHexDigit(character);
      if (!good) {
        return false;
      }
    }
    return true;
  }

  private static int hexLength(String algorithm) {
    return switch (algorithm) {
      case "sha-256" -> 3 * 32 - 1;
      case "sha-384" -> 3 * 48 - 1;
      case "sha-512" -> 3 * 64 - 1;
      default -> -1; // Weaker hashes are not accepted (RFC 8122 section 5).
    };
  }
}
