package dev.sluice.rehearsal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A viewer's connectivity check (RFC 8489 section 5, RFC 8445 section 7.1). */
final class Check {
  private static final int BINDING_REQUEST = 0x0001;
  private static final int COOKIE = 0x2112A442;
  private static final int TRANSACTION_BYTES = 12;
  private static final int USERNAME = 0x0006;
  private static final int MESSAGE_INTEGRITY = 0x0008;
  private static final int PRIORITY = 0x0024;
  private static final int USE_CANDIDATE = 0x0025;
  private static final int FINGERPRINT = 0x8028;
  private static final int ICE_CONTROLLING = 0x802A;
  private static final int FINGERPRINT_XOR = 0x5354554E;
  private static final int HOST_PRIORITY = 0x6E0001FF;
  private static final int HEADER_BYTES = 20;
  private static final int HMAC_BYTES = 20;
  private static final int MAX_BYTES = 512;

  private Check() {}

  /** One that nominates. */
  static byte[] nominating(Answer answer, String ownUfrag, int number) {
    byte[] user = (answer.ufrag() + ":" + ownUfrag).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer message = ByteBuffer.allocate(MAX_BYTES);
    message.putInt(BINDING_REQUEST << Short.SIZE).putInt(COOKIE);
    message.put(new byte[TRANSACTION_BYTES - Integer.BYTES]).putInt(number);
    attribute(message, USERNAME, user.length).put(user).put(new byte[-user.length & 3]);
    attribute(message, PRIORITY, Integer.BYTES).putInt(HOST_PRIORITY);
    attribute(message, ICE_CONTROLLING, Long.BYTES).putLong(number);
    attribute(message, USE_CANDIDATE, 0);
    length(message, HMAC_BYTES);
    byte[] hmac = hmac(written(message), answer.password());
    attribute(message, MESSAGE_INTEGRITY, HMAC_BYTES).put(hmac);
    length(message, Integer.BYTES);
    CRC32 crc = new CRC32();
    crc.update(written(message));
    attribute(message, FINGERPRINT, Integer.BYTES).putInt((int) crc.getValue() ^ FINGERPRINT_XOR);
    return written(message);
  }

  private static byte[] written(ByteBuffer message) {
    byte[] bytes = new byte[message.position()];
    message.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer attribute(ByteBuffer message, int type, int length) {
    return message.putShort((short) type).putShort((short) length);
  }

  /** Sets the length field as if the message ended with one more attribute. */
  private static void length(ByteBuffer message, int lastBytes) {
    message.putShort(2, (short) (message.position() - HEADER_BYTES + Integer.BYTES + lastBytes));
  }

  private static byte[] hmac(byte[] message, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA1", e);
    }
  }
}
