package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode with HMAC-SHA1 cut to 80 bits (RFC 3711 sections 4.1.1 and 4.2.1). */
final class CounterModeTransform implements PacketTransform {
  private static final int TAG_BYTES = 10;
  private static final int HMAC_BYTES = 20;
  private static final int RTCP_HEADER_BYTES = 8;
  private static final int INDEX_BYTES = 4;
  private static final int ENCRYPTED_FLAG = 0x8000_0000;
  private static final int SSRC_OFFSET = 8;
  private static final int RTCP_SSRC_OFFSET = 4;

  private final KeyStream keyStream;
  private final Mac mac;
  private final byte[] digest = new byte[HMAC_BYTES];
  private final byte[] word = new byte[Integer.BYTES];

  CounterModeTransform(SrtpSessionKeys keys) {
    this.keyStream = new KeyStream(keys.cipherKey, keys.salt);
    try {
      this.mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(keys.authKey, "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HMAC-SHA1", e);
    }
  }

  @Override
  public int sealRtp(byte[] packet, int offset, int headerBytes, int length, long packetIndex48) {
    int ssrc = Bytes.i32(packet, offset + SSRC_OFFSET);
    keyStream.apply(packet, offset + headerBytes, length - headerBytes, ssrc, packetIndex48);
    mac.update(packet, offset, length);
    // The roll-over counter is authenticated but not sent.
    Bytes.put32(word, 0, (int) (packetIndex48 >>> 16));
    mac.update(word, 0, word.length);
    finishDigest();
    System.arraycopy(digest, 0, packet, offset + length, TAG_BYTES);
    return length + TAG_BYTES;
  }

  @Override
  public int sealRtcp(byte[] packet, int offset, int length, int index31) {
    xorRtcp(packet, offset, length, index31);
    Bytes.put32(packet, offset + length, ENCRYPTED_FLAG | index31);
    mac.update(packet, offset, length + INDEX_BYTES);
    finishDigest();
    System.arraycopy(digest, 0, packet, offset + length + INDEX_BYTES, TAG_BYTES);
    return length + INDEX_BYTES + TAG_BYTES;
  }

  @Override
  public int rtcpIndexFromEnd() {
    return INDEX_BYTES + TAG_BYTES;
  }

  @Override
  public int openRtcp(byte[] packet, int offset, int length) {
    int tagOffset = offset + length - TAG_BYTES;
    mac.update(packet, offset, length - TAG_BYTES);
    finishDigest();
    int differences = 0;
    for (int i = 0; i < TAG_BYTES; i++) {
      differences |= digest[i] ^ packet[tagOffset + i];
    }
    if (differences != 0) {
      return -1;
    }
    int plain = length - TAG_BYTES - INDEX_BYTES;
    xorRtcp(packet, offset, plain, Bytes.i32(packet, offset + plain) & ~ENCRYPTED_FLAG);
    return plain;
  }

  private void xorRtcp(byte[] packet, int offset, int length, int index31) {
    int ssrc = Bytes.i32(packet, offset + RTCP_SSRC_OFFSET);
    keyStream.apply(packet, offset + RTCP_HEADER_BYTES, length - RTCP_HEADER_BYTES, ssrc, index31);
  }

  private void finishDigest() {
    try {
      mac.doFinal(digest, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("HMAC-SHA1 has more than 20 bytes", e);
    }
  }
}
