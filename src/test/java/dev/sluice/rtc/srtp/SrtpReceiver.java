package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An SRTP receiver written from the RFCs. It shares only the key derivation with the sender. */
public final class SrtpReceiver {
  private final SrtpProfile profile;
  private final SrtpSessionKeys keys;
  private final boolean refusesOld;
  private final Map<Integer, Source> sources = new HashMap<>();

  private static final class Source {
    long highest = -1;
    final ReplayWindow window = new ReplayWindow();
  }

  /** Creates a receiver with the sender's master key and salt. */
  public SrtpReceiver(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    this(profile, masterKey, masterSalt, true);
  }

  /**
   * @param refusesOld whether packets 64 or more behind count as replays; browsers keep a window of
   *     a thousand, so that retransmissions pass
   */
  public SrtpReceiver(
      SrtpProfile profile, byte[] masterKey, byte[] masterSalt, boolean refusesOld) {
    this.refusesOld = refusesOld;
    this.profile = profile;
    this.keys = new KeyDerivation(profile, masterKey, masterSalt).rtp();
  }

  /** The decrypted RTP packet; empty if it is a replay or not authentic. */
  public Optional<byte[]> unprotect(byte[] packet, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(packet, offset, offset + length);
    int header = headerBytes(copy);
    if (header < 0 || copy.length < header + profile.rtpTagBytes()) {
      return Optional.empty();
    }
    Source source = sources.getOrDefault(Bytes.i32(copy, 8), new Source());
    long index = estimate(source.highest, Bytes.u16(copy, 2));
    if (refusesOld && !source.window.accepts(index)) {
      return Optional.empty();
    }
    try {
      byte[] plain =
          profile.authKeyBytes() > 0 ? cm(copy, header, index) : gcm(copy, header, index);
      if (refusesOld) {
        source.window.commit(index);
      }
      source.highest = Math.max(source.highest, index);
      sources.put(Bytes.i32(copy, 8), source);
      return Optional.of(plain);
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static int headerBytes(byte[] packet) {
    if (packet.length < 12) {
      return -1;
    }
    int header = 12 + 4 * (packet[0] & 0x0F);
    if ((packet[0] & 0x10) == 0) {
      return header;
    }
    return packet.length < header + 4 ? -1 : header + 4 + 4 * Bytes.u16(packet, header + 2);
  }

  /** Estimates the index: the candidate nearest to the highest so far (RFC 3711 appendix A). */
  private static long estimate(long highest, int sequence) {
    if (highest < 0) {
      return sequence;
    }
    long rollOver = highest >> 16;
    int last = (int) highest & 0xFFFF;
    if (last < 32_768) {
      long guess = sequence - last > 32_768 ? rollOver - 1 : rollOver;
      return Math.max(guess, 0) << 16 | sequence;
    }
    return (last - 32_768 > sequence ? rollOver + 1 : rollOver) << 16 | sequence;
  }

  private byte[] gcm(byte[] packet, int header, long index) throws GeneralSecurityException {
    byte[] iv =
        ByteBuffer.allocate(12)
            .putShort((short) 0)
            .put(packet, 8, 4)
            .putInt((int) (index >> 16))
            .putShort((short) index)
            .array();
    for (int i = 0; i < iv.length; i++) {
      iv[i] ^= keys.salt[i];
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(keys.cipherKey, "AES"),
        new GCMParameterSpec(128, iv));
    cipher.updateAAD(packet, 0, header);
    return join(packet, header, cipher.doFinal(packet, header, packet.length - header));
  }

  private byte[] cm(byte[] packet, int header, long index) throws GeneralSecurityException {
    int end = packet.length - profile.rtpTagBytes();
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(keys.authKey, "HmacSHA1"));
    mac.update(packet, 0, end);
    mac.update(ByteBuffer.allocate(4).putInt(0, (int) (index >> 16)));
    byte[] tag = Arrays.copyOf(mac.doFinal(), profile.rtpTagBytes());
    if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(packet, end, packet.length))) {
      throw new GeneralSecurityException("wrong tag");
    }
    byte[] iv =
        ByteBuffer.allocate(16)
            .putInt(0)
            .put(packet, 8, 4)
            .putShort((short) (index >> 32))
            .putInt((int) index)
            .array();
    for (int i = 0; i < keys.salt.length; i++) {
      iv[i] ^= keys.salt[i];
    }
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(keys.cipherKey, "AES"), new IvParameterSpec(iv));
    return join(packet, header, cipher.doFinal(packet, header, end - header));
  }

  private static byte[] join(byte[] packet, int header, byte[] payload) {
    byte[] joined = Arrays.copyOf(packet, header + payload.length);
    System.arraycopy(payload, 0, joined, header, payload.length);
    return joined;
  }
}
