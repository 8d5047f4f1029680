package dev.sluice.bench.viewer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two STUN messages of a controlling viewer (RFC 8489, RFC 8445 section 7). */
final class StunMessages {
  private static final int REQUEST = 0x0001;
  private static final int SUCCESS = 0x0101;
  private static final int COOKIE = 0x2112A442;
  private static final int HEADER_BYTES = 20;
  private static final int TRANSACTION_OFFSET = 8;
  private static final int TRANSACTION_BYTES = 12;
  private static final int USERNAME = 0x0006;
  private static final int MESSAGE_INTEGRITY = 0x0008;
  private static final int XOR_MAPPED_ADDRESS = 0x0020;
  private static final int PRIORITY = 0x0024;
  private static final int USE_CANDIDATE = 0x0025;
  private static final int FINGERPRINT = 0x8028;
  private static final int ICE_CONTROLLING = 0x802A;
  private static final int FINGERPRINT_XOR = 0x5354554E;
  private static final int HMAC_BYTES = 20;
  private static final int LOOPBACK = 0x7F000001;

  private StunMessages() {}

  static boolean isRequest(byte[] data, int offset) {
    return type(data, offset) == REQUEST;
  }

  static boolean isSuccess(byte[] data, int offset) {
    return type(data, offset) == SUCCESS;
  }

  private static int type(byte[] data, int offset) {
    return (data[offset] & 0xFF) << 8 | data[offset + 1] & 0xFF;
  }

  /** A connectivity check with USE-CANDIDATE. */
  static byte[] check(String localUfrag, ServerAnswer server, long tieBreaker) {
    byte[] transaction = new byte[TRANSACTION_BYTES];
    ThreadLocalRandom.current().nextBytes(transaction);
    byte[] user = (server.ufrag() + ":" + localUfrag).getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = begin(REQUEST, transaction);
    attribute(message, USERNAME, user.length).put(user).put(new byte[-user.length & 3]);
    attribute(message, PRIORITY, 4).putInt(0x6E0001FF);
    attribute(message, ICE_CONTROLLING, 8).putLong(tieBreaker);
    attribute(message, USE_CANDIDATE, 0);
    return seal(message, server.password());
  }

  /** The answer to the server's own check. */
  static byte[] success(byte[] request, int offset, String localPassword, int serverPort) {
    int from = offset + TRANSACTION_OFFSET;
    ByteBuffer message =
        begin(SUCCESS, Arrays.copyOfRange(request, from, from + TRANSACTION_BYTES));
    attribute(message, XOR_MAPPED_ADDRESS, 8)
        .putShort((short) 1)
        .putShort((short) (serverPort ^ COOKIE >>> 16))
        .putInt(LOOPBACK ^ COOKIE);
    return seal(message, localPassword);
  }

  private static ByteBuffer begin(int type, byte[] transaction) {
    return ByteBuffer.allocate(512)
        .putShort((short) type)
        .putShort((short) 0)
        .putInt(COOKIE)
        .put(transaction);
  }

  private static ByteBuffer attribute(ByteBuffer message, int type, int length) {
    return message.putShort((short) type).putShort((short) length);
  }

  /** Appends MESSAGE-INTEGRITY and FINGERPRINT, each with the length field it is computed over. */
  private static byte[] seal(ByteBuffer message, String password) {
    message.putShort(2, (short) (message.position() - HEADER_BYTES + 4 + HMAC_BYTES));
    byte[] hmac = hmac(message, password);
    attribute(message, MESSAGE_INTEGRITY, HMAC_BYTES).put(hmac);
    message.putShort(2, (short) (message.position() - HEADER_BYTES + 8));
    CRC32 crc = new CRC32();
    crc.update(message.array(), 0, message.position());
    attribute(message, FINGERPRINT, 4).putInt((int) crc.getValue() ^ FINGERPRINT_XOR);
    return Arrays.copyOf(message.array(), message.position());
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
