package dev.sluice.rtc.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A certificate fingerprint, as in SDP (RFC 8122 section 5). */
public final class DtlsFingerprint {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  private final String algorithm;
  private final byte[] digest;

  private DtlsFingerprint(String algorithm, byte[] digest) {
    this.algorithm = algorithm;
    this.digest = digest;
  }

  /**
   * Parses the two parts of {@code a=fingerprint}.
   *
   * @param hashName sha-1, sha-224, sha-256, sha-384 or sha-512, in any case
   * @param value hexadecimal bytes separated by colons, in any case
   * @return null if the hash is unknown or the value is malformed
   */
  public static @Nullable DtlsFingerprint parse(String hashName, String value) {
    String algorithm = hashName.toUpperCase(Locale.ROOT);
    int bytes = digestBytes(algorithm);
    if (bytes == 0 || value.length() != 3 * bytes - 1) {
      return null;
    }
    try {
      return new DtlsFingerprint(algorithm, COLONS.parseHex(value));
    } catch (IllegalArgumentException e) {
      return null;
    }
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
    return new DtlsFingerprint("SHA-256", digest("SHA-256", certificateDer));
  }

  /** Whether this is the fingerprint of a certificate. */
  public boolean matches(byte[] certificateDer) {
    return MessageDigest.isEqual(digest, digest(algorithm, certificateDer));
  }

  private static byte[] digest(String algorithm, byte[] data) {
    try {
      return MessageDigest.getInstance(algorithm).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks " + algorithm, e);
    }
  }

  /** The value as in SDP: {@code AB:CD:...}. */
  public String value() {
    return COLONS.formatHex(digest);
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
