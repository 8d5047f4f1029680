package dev.sluice.rtc.srtp;

import java.lang.reflect.Field;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.HmacSha1;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;

/** jitsi-srtp as the reference implementation. */
final class JitsiSrtp {
  private final SrtpContextFactory factory;

  JitsiSrtp(boolean sender, SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    useTheJdksCiphers();
    boolean gcm = profile != SrtpProfile.AES128_CM_HMAC_SHA1_80;
    int encryption = gcm ? SrtpPolicy.AESGCM_ENCRYPTION : SrtpPolicy.AESCM_ENCRYPTION;
    int authentication = gcm ? SrtpPolicy.NULL_AUTHENTICATION : SrtpPolicy.HMACSHA1_AUTHENTICATION;
    SrtpPolicy policy =
        new SrtpPolicy(
            encryption,
            profile.keyBytes(),
            authentication,
            profile.authKeyBytes(),
            profile.rtpTagBytes(),
            profile.saltBytes());
    policy.setSendReplayEnabled(false);
    factory =
        new SrtpContextFactory(
            sender,
            masterKey.clone(),
            masterSalt.clone(),
            policy,
            policy,
            new LoggerImpl("jitsi-srtp"));
  }

  /**
   * Otherwise it spends half a second choosing an AES implementation, and looks for a native HMAC
   * in a library that is not on the class path.
   */
  private static void useTheJdksCiphers() {
    Aes.setFactoryClassName("SunJCE");
    try {
      Field providers = HmacSha1.class.getDeclaredField("providers");
      providers.setAccessible(true);
      providers.set(null, List.of(Security.getProvider("SunJCE")));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("jitsi-srtp has changed", e);
    }
  }

  SrtpCryptoContext rtp(int ssrc, int rollOverCounter) throws GeneralSecurityException {
    return factory.deriveContext(ssrc, rollOverCounter);
  }

  SrtcpCryptoContext rtcp(int ssrc) throws GeneralSecurityException {
    return factory.deriveControlContext(ssrc);
  }

  static byte[] transform(SrtpCryptoContext context, byte[] packet)
      throws GeneralSecurityException {
    Packet buffer = new Packet(packet);
    return buffer.take(context.transformPacket(buffer));
  }

  static byte[] transform(SrtcpCryptoContext context, byte[] packet)
      throws GeneralSecurityException {
    Packet buffer = new Packet(packet);
    return buffer.take(context.transformPacket(buffer));
  }

  static byte[] reverse(SrtpCryptoContext context, byte[] packet) throws GeneralSecurityException {
    Packet buffer = new Packet(packet);
    return buffer.take(context.reverseTransformPacket(buffer, false));
  }

  static byte[] reverse(SrtcpCryptoContext context, byte[] packet) throws GeneralSecurityException {
    Packet buffer = new Packet(packet);
    return buffer.take(context.reverseTransformPacket(buffer));
  }

  private static final class Packet implements ByteArrayBuffer {
    private static final int ROOM_BYTES = 64;

    private byte[] buffer;
    private int length;

    Packet(byte[] packet) {
      buffer = Arrays.copyOf(packet, packet.length + ROOM_BYTES);
      length = packet.length;
    }

    byte[] take(SrtpErrorStatus status) {
      if (status != SrtpErrorStatus.OK) {
        throw new AssertionError("jitsi-srtp refuses the packet: " + status);
      }
      return Arrays.copyOf(buffer, length);
    }

    @Override
    public byte[] getBuffer() {
      return buffer;
    }

    @Override
    public int getOffset() {
      return 0;
    }

    @Override
    public int getLength() {
      return length;
    }

    @Override
    public void setLength(int newLength) {
      length = newLength;
    }

    @Override
    public void setOffset(int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isInvalid() {
      return false;
    }

    @Override
    public void readRegionToBuff(int offset, int count, byte[] out) {
      System.arraycopy(buffer, offset, out, 0, count);
    }

    @Override
    public void grow(int count) {
      if (length + count > buffer.length) {
        buffer = Arrays.copyOf(buffer, length + count);
      }
    }

    @Override
    public void append(byte[] data, int count) {
      grow(count);
      System.arraycopy(data, 0, buffer, length, count);
      length += count;
    }

    @Override
    public void shrink(int count) {
      length -= count;
    }
  }
}
