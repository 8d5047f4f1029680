package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies and appends MESSAGE-INTEGRITY, with one short-term password, and FINGERPRINT (RFC 8489
 * sections 14.5 and 14.7). Not safe for use by several threads.
 */
final class StunIntegrity {
  private static final int INTEGRITY_ATTRIBUTE_BYTES =
      StunWire.ATTRIBUTE_HEADER_BYTES + StunWire.MESSAGE_INTEGRITY_BYTES;
  private static final int FINGERPRINT_ATTRIBUTE_BYTES =
      StunWire.ATTRIBUTE_HEADER_BYTES + StunWire.FINGERPRINT_BYTES;

  private static final String ALGORITHM = "HmacSHA1";

  /** Only cloned: looking up the algorithm takes longer than using it. */
  private static final Mac HMAC_SHA1 = hmacSha1();

  private final Mac mac;

  /**
   * @param password of the checked side, used in both directions
   */
  StunIntegrity(String password) {
    try {
      mac = (Mac) HMAC_SHA1.clone();
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (CloneNotSupportedException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA1 failed", e);
    }
  }

  /** Whether the HMAC at {@code integrityOffset} is valid; compared in constant time. */
  boolean integrityMatches(byte[] message, int integrityOffset) {
    byte[] expected = hmac(message, integrityOffset);
    int value = integrityOffset + StunWire.ATTRIBUTE_HEADER_BYTES;
    byte[] received = Arrays.copyOfRange(message, value, value + StunWire.MESSAGE_INTEGRITY_BYTES);
    return MessageDigest.isEqual(expected, received);
  }

  /** Whether the CRC at {@code fingerprintOffset} is valid. */
  static boolean fingerprintMatches(byte[] message, int fingerprintOffset) {
    int value = Bytes.i32(message, fingerprintOffset + StunWire.ATTRIBUTE_HEADER_BYTES);
    return value == crc(message, fingerprintOffset);
  }

  /** The message with MESSAGE-INTEGRITY and FINGERPRINT appended and its length field set. */
  byte[] seal(byte[] message) {
    int integrity = message.length;
    int fingerprint = integrity + INTEGRITY_ATTRIBUTE_BYTES;
    byte[] sealed = Arrays.copyOf(message, fingerprint + FINGERPRINT_ATTRIBUTE_BYTES);
    Bytes.put16(sealed, integrity, StunWire.MESSAGE_INTEGRITY);
    Bytes.put16(sealed, integrity + 2, StunWire.MESSAGE_INTEGRITY_BYTES);
    byte[] hmac = hmac(sealed, integrity);
    System.arraycopy(hmac, 0, sealed, integrity + StunWire.ATTRIBUTE_HEADER_BYTES, hmac.length);
    Bytes.put16(sealed, StunWire.LENGTH_OFFSET, sealed.length - StunWire.HEADER_BYTES);
    Bytes.put16(sealed, fingerprint, StunWire.FINGERPRINT);
    Bytes.put16(sealed, fingerprint + 2, StunWire.FINGERPRINT_BYTES);
    Bytes.put32(sealed, fingerprint + StunWire.ATTRIBUTE_HEADER_BYTES, crc(sealed, fingerprint));
    return sealed;
  }

  private byte[] hmac(byte[] message, int integrityOffset) {
    // The HMAC is computed with a length field as if the message ended after MESSAGE-INTEGRITY.
    int length = integrityOffset + INTEGRITY_ATTRIBUTE_BYTES - StunWire.HEADER_BYTES;
    mac.update(message, 0, StunWire.LENGTH_OFFSET);
    mac.update((byte) (length >>> Byte.SIZE));
    mac.update((byte) length);
    mac.update(message, StunWire.COOKIE_OFFSET, integrityOffset - StunWire.COOKIE_OFFSET);
    return mac.doFinal();
  }

  private static Mac hmacSha1() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks HMAC-SHA1", e);
    }
  }

  private static int crc(byte[] message, int length) {
    CRC32 crc = new CRC32();
    crc.update(message, 0, length);
    return (int) crc.getValue() ^ StunWire.FINGERPRINT_XOR;
  }
}
