package dev.sluice.bench.viewer;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Writes the reports a player sends once a second (RFC 3550 section 6.4.2), encrypted. */
final class ReceiverReport {
  private static final int CLEAR_BYTES = 8;
  private static final int BLOCK_BYTES = 24;
  private static final int TAG_BITS = 128;
  private static final int ENCRYPTED_FLAG = 0x80000000;

  private final SrtpKeys keys;
  private final int ssrc;
  private int count;

  ReceiverReport(SrtpKeys keys, int ssrc) {
    this.keys = keys;
    this.ssrc = ssrc;
  }

  /** One report block for each of the two streams, without loss. */
  byte[] write(RtpStream video, RtpStream audio) {
    ByteBuffer plain = ByteBuffer.allocate(CLEAR_BYTES + 2 * BLOCK_BYTES);
    plain.putShort((short) 0x82C9).putShort((short) (plain.capacity() / 4 - 1)).putInt(ssrc);
    block(plain, video);
    block(plain, audio);
    try {
      return protect(plain.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption does not work", e);
    }
  }

  private static void block(ByteBuffer report, RtpStream stream) {
    report.putInt(stream.ssrc()).putInt(0).putInt((int) stream.lastIndex());
    report.putInt(0).putInt(0).putInt(0);
  }

  /** RFC 7714 section 9. */
  private byte[] protect(byte[] plain) throws GeneralSecurityException {
    int word = ENCRYPTED_FLAG | ++count;
    ByteBuffer nonce = ByteBuffer.allocate(SrtpKeys.SALT_BYTES);
    nonce.putInt(2, ssrc).putInt(8, count);
    for (int i = 0; i < nonce.capacity(); i++) {
      nonce.put(i, (byte) (nonce.get(i) ^ keys.rtcpSalt()[i]));
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(keys.rtcpKey(), "AES"),
        new GCMParameterSpec(TAG_BITS, nonce.array()));
    cipher.updateAAD(plain, 0, CLEAR_BYTES);
    cipher.updateAAD(ByteBuffer.allocate(4).putInt(0, word));
    byte[] sealed = cipher.doFinal(plain, CLEAR_BYTES, plain.length - CLEAR_BYTES);
    return ByteBuffer.allocate(CLEAR_BYTES + sealed.length + 4)
        .put(plain, 0, CLEAR_BYTES)
        .put(sealed)
        .putInt(word)
        .array();
  }
}
