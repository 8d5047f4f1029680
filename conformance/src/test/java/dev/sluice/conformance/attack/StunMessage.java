package dev.sluice.conformance.attack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Binding requests of a hostile viewer (RFC 8489, RFC 8445 section 7). */
final class StunMessage {
  private static final int COOKIE = 0x2112A442;
  private static final int HEADER_BYTES = 20;
  private static final int HMAC_BYTES = 20;
  private static final int FINGERPRINT_XOR = 0x5354554E;
  private static final int USERNAME = 0x0006;
  private static final int MESSAGE_INTEGRITY = 0x0008;
  private static final int PRIORITY = 0x0024;
  private static final int USE_CANDIDATE = 0x0025;
  private static final int FINGERPRINT = 0x8028;
  private static final int ICE_CONTROLLING = 0x802A;

  private StunMessage() {}

  /** A check with a new transaction id; it is refused if the password is wrong. */
  static byte[] check(String username, String password) {
    return check(username, password, 0, 0);
  }

  /** A check with further, unknown attributes before the integrity. */
  static byte[] check(String username, String password, int attributes, int attributeBytes) {
    byte[] user = username.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message =
        ByteBuffer.allocate(512 + user.length + attributes * (4 + attributeBytes + 3));
    byte[] transaction = new byte[12];
    ThreadLocalRandom.current().nextBytes(transaction);
    message.putShort((short) 1).putShort((short) 0).putInt(COOKIE).put(transaction);
    attribute(message, USERNAME, user);
    attribute(message, PRIORITY, new byte[] {0x6E, 0, 1, (byte) 0xFF});
    attribute(message, ICE_CONTROLLING, new byte[8]);
    attribute(message, USE_CANDIDATE, new byte[0]);
    for (int i = 0; i < attributes; i++) {
      attribute(message, 0xC100 + i, new byte[attributeBytes]);
    }
    message.putShort(2, (short) (message.position() - HEADER_BYTES + 4 + HMAC_BYTES));
    attribute(message, MESSAGE_INTEGRITY, hmac(message, password));
    message.putShort(2, (short) (message.position() - HEADER_BYTES + 8));
    CRC32 crc = new CRC32();
    crc.update(message.array(), 0, message.position());
    int fingerprint = (int) crc.getValue() ^ FINGERPRINT_XOR;
    attribute(message, FINGERPRINT, ByteBuffer.allocate(4).putInt(fingerprint).array());
    return Arrays.copyOf(message.array(), message.position());
  }

  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) type).putShort((short) value.length).put(value);
    message.put(new byte[-value.length & 3]);
  }

  /** True for a Binding success response. */
  static boolean isSuccess(byte[] data, int length) {
    return length >= HEADER_BYTES && data[0] == 1 && data[1] == 1;
  }

  private static byte[] hmac(ByteBuffer message, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      mac.update(message.array(), 0, message.position());
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA1", e);
    }
  }
}
