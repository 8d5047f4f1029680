package dev.sluice.rtc.ice;

import java.security.SecureRandom;

/**
 * A username fragment and a password (RFC 8445 section 5.3).
 *
 * @param ufrag 4 to 256 ice-chars
 * @param password 22 to 256 ice-chars
 */
public record IceCredentials(String ufrag, String password) {
  private static final String ICE_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int UFRAG_CHARS = 8;
  // 6 bits each: 144 bits, RFC 8445 asks for 128.
  private static final int PASSWORD_CHARS = 24;

  /** Generates credentials: a username fragment of 48 random bits and a password of 144. */
  public static IceCredentials random(SecureRandom random) {
    return new IceCredentials(iceChars(random, UFRAG_CHARS), iceChars(random, PASSWORD_CHARS));
  }

  private static String iceChars(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    StringBuilder text = new StringBuilder(count);
    for (byte b : bytes) {
      text.append(ICE_CHARS.charAt(b & 0x3F));
    }
    return text.toString();
  }

  /** Only the username fragment, to keep the password out of logs. */
  @Override
  public String toString() {
    return "IceCredentials[" + ufrag + "]";
  }
}
