package dev.sluice.rtc.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpCryptoContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every packet is identical to that of jitsi-srtp. */
class SrtpJitsiTest {
  private static final int SSRC = 0xCAFE_0001;
  private static final int OFFSET = 5;
  private static final long SEED = 20_260_714;

  private final Random random = new Random(SEED);
  private final byte[] out = new byte[2048];

  private final ArrayBuffer room = new ArrayBuffer();

  /** Writes a random RTP header at {@link #OFFSET} of {@link #out}; returns its length. */
  private int randomHeader(long index) {
    int csrcs = random.nextInt(4);
    boolean extension = random.nextBoolean();
    int words = extension ? random.nextInt(6) : 0;
    random.nextBytes(out);
    Bytes.put8(out, OFFSET, 0x80 | (extension ? 0x10 : 0) | csrcs);
    Bytes.put16(out, OFFSET + 2, PacketIndex.sequence(index));
    Bytes.put32(out, OFFSET + 8, SSRC);
    int end = 12 + 4 * csrcs;
    if (extension) {
      Bytes.put16(out, OFFSET + end, 0xBEDE);
      Bytes.put16(out, OFFSET + end + 2, words);
      end += 4 + 4 * words;
    }
    return end;
  }

  private byte[] plain(int clearBytes, byte[] log, int from, int count) {
    byte[] plain = Arrays.copyOfRange(out, OFFSET, OFFSET + clearBytes + count);
    System.arraycopy(log, from, plain, clearBytes, count);
    return plain;
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void rtpOverTwoRollOvers(SrtpSuite suite) throws GeneralSecurityException {
    SrtpKeys keys = suite.keys(random);
    SrtpProtector protector = suite.protector(keys);
    SrtpCryptoContext oracle = keys.jitsi(true).rtp(SSRC, 0);
    PacketIndex index = PacketIndex.random(random);
    byte[] log = SrtpKeys.bytes(random, 4000);
    byte[] untouched = log.clone();
    for (int packet = 0; packet < 140_000; packet++) {
      long next = index.next();
      int headerBytes = randomHeader(next);
      int prefixBytes = random.nextInt(5);
      for (int i = 0; i < prefixBytes; i++) {
        Bytes.put8(out, OFFSET + headerBytes + i, random.nextInt(256));
      }
      int count = packet % 97 == 0 ? random.nextInt(1200) : random.nextInt(80);
      int from = random.nextInt(log.length - count);
      byte[] plain = plain(headerBytes + prefixBytes, log, from, count);
      int length =
          room.protect(protector, out, OFFSET, headerBytes, prefixBytes, log, from, count, next);
      assertEquals(plain.length + suite.profile().rtpTagBytes(), length);
      assertArrayEquals(
          JitsiSrtp.transform(oracle, plain),
          Arrays.copyOfRange(out, OFFSET, OFFSET + length),
          () -> "seed " + SEED + ", index " + next);
    }
    assertEquals(2, index.peek() >>> 16);
    assertArrayEquals(untouched, log);
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void rtcpOfSeveralSsrcs(SrtpSuite suite) throws GeneralSecurityException {
    SrtpKeys keys = suite.keys(random);
    SrtpProtector protector = suite.protector(keys);
    SrtcpUnprotector unprotector = suite.unprotector(keys);
    JitsiSrtp oracle = keys.jitsi(true);
    SrtcpCryptoContext[] contexts = {oracle.rtcp(1), oracle.rtcp(2), oracle.rtcp(3)};
    for (int packet = 0; packet < 2000; packet++) {
      int who = random.nextInt(contexts.length);
      byte[] plain = SrtpKeys.bytes(random, 8 + 4 * random.nextInt(300));
      Bytes.put32(plain, 4, who + 1);
      System.arraycopy(plain, 0, out, OFFSET, plain.length);
      int length = protector.protectRtcp(out, OFFSET, plain.length);
      assertEquals(plain.length + suite.profile().rtcpOverheadBytes(), length);
      assertArrayEquals(
          JitsiSrtp.transform(contexts[who], plain),
          Arrays.copyOfRange(out, OFFSET, OFFSET + length),
          () -> "seed " + SEED);
      assertEquals(plain.length, unprotector.unprotect(out, OFFSET, length));
      assertArrayEquals(plain, Arrays.copyOfRange(out, OFFSET, OFFSET + plain.length));
    }
  }
}
