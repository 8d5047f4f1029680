package dev.sluice.rtc.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of a certificate, as in SDP. A peer may announce several of one hash, and use any
 * of their certificates (RFC 8122 section 5.1).
 */
public final class DtlsFingerprint {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  private final String algorithm;
  private final List<byte[]> digests;

  private DtlsFingerprint(String algorithm, List<byte[]> digests) {
    this.algorithm = algorithm;
    this.digests = digests;
  }

  /**
   * Parses the two parts of {@code a=fingerprint}.
   *
   * @param hashName sha-1, sha-224, sha-256, sha-384 or sha-512, in any case
   * @param values at least one: hexadecimal bytes separated by colons, in any case
   * @return null if the hash is unknown or a value is malformed
   */
  public static @Nullable DtlsFingerprint parse(String hashName, String... values) {
    String algorithm = hashName.toUpperCase(Locale.ROOT);
    int bytes = digestBytes(algorithm);
    List<byte[]> digests = new ArrayList<>(values.length);
    try {
      for (String value : values) {
        if (bytes == 0 || value.length() != 3 * bytes - 1) {
          return null;
        }
        digests.add(COLONS.parseHex(value));
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return new DtlsFingerprint(algorithm, List.copyOf(digests));
  }

  private static int digestBytes(String algorithm) {
    return switch (algorithm) {
      case "SHA-1" -> 20;
      case "SHA-224" -> 28;
      case "SHA-256" -> 32;
      case "SHA-384" -> 48;
      case "SHA-512" -> 64;
      default -> 0;
    };
  }

  static DtlsFingerprint sha256Of(byte[] certificateDer) {
    return new DtlsFingerprint("SHA-256", List.of(digest("SHA-256", certificateDer)));
  }

  /** Whether one of the announced fingerprints is that of the certificate. */
  public boolean matches(byte[] certificateDer) {
    byte[] actual = digest(algorithm, certificateDer);
    return digests.stream().anyMatch(digest -> MessageDigest.isEqual(digest, actual));
  }

  private static byte[] digest(String algorithm, byte[] data) {
    try {
      return MessageDigest.getInstance(algorithm).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks " + algorithm, e);
    }
  }

  /** The first value as in SDP: {@code AB:CD:...}. */
  public String value() {
    return COLONS.formatHex(digests.getFirst());
  }

  /** The hash name as in SDP: {@code sha-256}. */
  public String hashName() {
    return algorithm.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return hashName() + " " + value();
  }
}
