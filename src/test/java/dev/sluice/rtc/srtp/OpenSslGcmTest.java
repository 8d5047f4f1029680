package dev.sluice.rtc.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.sluice.base.libcrypto.AesGcmContexts;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Native memory is released, packets make no garbage, and the self-test detects faults. */
class OpenSslGcmTest {
  private static final SrtpSessionKeys KEYS =
      new SrtpSessionKeys(new byte[16], new byte[0], new byte[12]);
  private static final int MANY = 10_000;
  private static final int HEADER_BYTES = 12;
  private static final int PLAIN_BYTES = 1158;

  private final PacketBuffer room = new PacketBuffer(1500, 1500);
  private final byte[] media = new byte[PLAIN_BYTES - HEADER_BYTES];

  @BeforeEach
  void onlyWithOpenSsl() {
    assumeTrue(SrtpEngine.OPENSSL.available());
  }

  private int seal(RtpEncryptor transform, int index) {
    return transform.sealRtp(room, 0, HEADER_BYTES, HEADER_BYTES, media, 0, media.length, index);
  }

  @Test
  void tenThousandContextsAreClosed() {
    AesGcmContexts contexts = new AesGcmContexts();
    List<RtpEncryptor> opened = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      RtpEncryptor transform = new OpenSslGcmEncryptor(contexts, KEYS);
      seal(transform, i);
      opened.add(transform);
    }
    assertEquals(MANY, contexts.live());
    opened.forEach(RtpEncryptor::close);
    assertEquals(0, contexts.live());
    opened.forEach(RtpEncryptor::close);
    assertEquals(0, contexts.live(), "closing again does nothing");
  }

  @Test
  void forgottenContextsAreCollected() {
    AesGcmContexts contexts = new AesGcmContexts();
    for (int i = 0; i < 1000; i++) {
      assertEquals(1174, seal(new OpenSslGcmEncryptor(contexts, KEYS), i));
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (contexts.live() > 0 && System.nanoTime() - deadline < 0) {
      System.gc();
      Thread.onSpinWait();
    }
    assertEquals(0, contexts.live());
  }

  @Test
  void aProtectorGivesItsContextBack() {
    SrtpKeys keys = new SrtpKeys(SrtpProfile.AEAD_AES_256_GCM, new Random(1));
    int before = SrtpEngine.liveContexts();
    SrtpProtector protector =
        SrtpContexts.protector(SrtpEngine.OPENSSL, keys.profile, keys.key, keys.salt);
    assertTrue(SrtpEngine.liveContexts() > before);
    protector.close();
    Executable after = () -> protector.protect(room, 0, HEADER_BYTES, 0, media, 0, 100, 0);
    assertThrows(IllegalStateException.class, after);
  }

  @Test
  void aLibraryThatEncryptsWronglyFailsTheTest() {
    assertTrue(passes(false, false, false));
    assertFalse(passes(true, false, false));
    assertFalse(passes(false, true, false));
    assertFalse(passes(false, false, true));
  }

  private static boolean passes(boolean wrongLong, boolean wrongReports, boolean opensAll) {
    return GcmSelfTest.passes(
        keys -> new Wrong(new GcmTransform(keys), wrongLong, wrongReports),
        keys -> opensAll ? new Credulous(new GcmTransform(keys)) : new GcmTransform(keys));
  }

  @Test
  void anUnprotectorGivesItsContextBack() {
    SrtpKeys keys = new SrtpKeys(SrtpProfile.AEAD_AES_256_GCM, new Random(1));
    SrtcpUnprotector unprotector =
        SrtpContexts.unprotector(SrtpEngine.OPENSSL, keys.profile, keys.key, keys.salt);
    byte[] noise = new byte[100];
    noise[96] = (byte) 0x80;
    assertEquals(
        SrtpDropReason.NOT_AUTHENTIC.code(), unprotector.unprotect(noise, 0, noise.length));
    unprotector.close();
    assertThrows(IllegalStateException.class, () -> unprotector.unprotect(noise, 0, noise.length));
  }

  @Test
  void aPacketMakesNoGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (RtpEncryptor transform = new OpenSslGcmEncryptor(new AesGcmContexts(), KEYS)) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MANY; i++) {
          seal(transform, i);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(least < MANY, least + " bytes for " + MANY + " packets, once compiled");
    }
  }

  /** Accepts modified packets. */
  private record Credulous(PacketTransform right) implements RtcpDecryptor {
    @Override
    public int rtcpIndexFromEnd() {
      return right.rtcpIndexFromEnd();
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length) {
      return Math.max(right.openRtcp(packet, offset, length), length - 20);
    }
  }

  /** Encrypts long packets, or reports, wrongly. */
  private record Wrong(PacketTransform right, boolean ofLong, boolean ofReports)
      implements RtpEncryptor, RtcpEncryptor {
    @Override
    public int sealRtp(
        PacketBuffer room,
        int at,
        int headerBytes,
        int clearBytes,
        byte[] payload,
        int offset,
        int payloadBytes,
        long index) {
      int sealed =
          right.sealRtp(room, at, headerBytes, clearBytes, payload, offset, payloadBytes, index);
      long last = at + sealed - 1L;
      byte change = (byte) (ofLong && sealed > 1000 ? 1 : 0);
      byte was = room.packets().get(ValueLayout.JAVA_BYTE, last);
      room.packets().set(ValueLayout.JAVA_BYTE, last, (byte) (was ^ change));
      return sealed;
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int index31) {
      int sealed = right.sealRtcp(packet, offset, length, index31);
      packet[sealed - 1] ^= (byte) (ofReports ? 1 : 0);
      return sealed;
    }
  }
}
