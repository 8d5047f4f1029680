package dev.sluice.rtc.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SRTCP of a viewer: replay, forgery, arbitrary bytes. */
class SrtcpUnprotectorTest {
  private static final long SEED = 7714;
  private static final int MAX_BYTES = 1500;

  private final Random random = new Random(SEED);

  /** A protected report of 40 bytes with an SSRC. */
  private static byte[] sealed(SrtpProtector sender, SrtpProfile profile, int ssrc) {
    byte[] packet = new byte[40 + profile.rtcpOverheadBytes()];
    Bytes.put8(packet, 0, 0x80);
    Bytes.put32(packet, 4, ssrc);
    assertEquals(packet.length, sender.protectRtcp(packet, 0, 40));
    return packet;
  }

  private static int open(SrtcpUnprotector unprotector, byte[] packet) {
    return unprotector.unprotect(packet.clone(), 0, packet.length);
  }

  private static void assertDropped(SrtpDropReason reason, int result) {
    assertTrue(result < 0, "accepted");
    assertEquals(reason, SrtpDropReason.of(result));
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void aPacketIsTakenOnce(SrtpSuite suite) {
    SrtpProfile profile = suite.profile();
    SrtpKeys keys = suite.keys(random);
    SrtpProtector sender = suite.protector(keys);
    SrtcpUnprotector unprotector = suite.unprotector(keys);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      packets.add(sealed(sender, profile, 1));
    }
    for (int i = 0; i < 200; i += 2) {
      assertEquals(40, open(unprotector, packets.get(i)));
    }
    for (int i = 0; i < 200; i++) {
      // Odd ones are late: the newest is 198, the window reaches back to 135.
      boolean inTime = i % 2 == 1 && i >= 135;
      int result = open(unprotector, packets.get(i));
      assertEquals(inTime ? 40 : SrtpDropReason.REPLAYED.code(), result, "index " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void everySsrcHasItsOwnWindow(SrtpSuite suite) {
    SrtpProfile profile = suite.profile();
    SrtpKeys keys = suite.keys(random);
    SrtcpUnprotector unprotector = suite.unprotector(keys);
    SrtpProtector sender = suite.protector(keys);
    for (int ssrc = 0; ssrc < 64; ssrc++) {
      assertEquals(40, open(unprotector, sealed(sender, profile, ssrc)));
    }
    assertDropped(SrtpDropReason.TOO_MANY_SSRCS, open(unprotector, sealed(sender, profile, 64)));
    assertEquals(40, open(unprotector, sealed(sender, profile, 0)));
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void everyChangedBitIsNoticed(SrtpSuite suite) {
    SrtpProfile profile = suite.profile();
    SrtpKeys keys = suite.keys(random);
    byte[] packet = sealed(suite.protector(keys), profile, 1);
    SrtcpUnprotector unprotector = suite.unprotector(keys);
    for (int bit = 0; bit < packet.length * 8; bit++) {
      byte[] forged = packet.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(open(unprotector, forged) < 0, "bit " + bit);
    }
    assertEquals(40, open(unprotector, packet), "forgeries leave no trace in the window");
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void packetsInClearAreRefused(SrtpSuite suite) {
    SrtpProfile profile = suite.profile();
    SrtpKeys keys = suite.keys(random);
    byte[] packet = sealed(suite.protector(keys), profile, 1);
    int word = profile == SrtpProfile.AES128_CM_HMAC_SHA1_80 ? 14 : 4;
    packet[packet.length - word] &= 0x7F;
    assertDropped(SrtpDropReason.NOT_ENCRYPTED, open(suite.unprotector(keys), packet));
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void everyLengthOfNoise(SrtpSuite suite) {
    SrtpProfile profile = suite.profile();
    SrtcpUnprotector unprotector = suite.unprotector(suite.keys(random));
    for (int length = 0; length <= MAX_BYTES; length++) {
      byte[] noise = SrtpKeys.bytes(random, length);
      int result = unprotector.unprotect(noise, 0, length);
      assertTrue(result < 0, () -> "seed " + SEED);
      boolean tooShort = length < 8 + profile.rtcpOverheadBytes();
      assertEquals(tooShort, SrtpDropReason.of(result) == SrtpDropReason.TOO_SHORT);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void everyPrefixAndExtensionOfARealPacket(SrtpSuite suite) {
    SrtpProfile profile = suite.profile();
    SrtpKeys keys = suite.keys(random);
    byte[] packet = sealed(suite.protector(keys), profile, 1);
    SrtcpUnprotector unprotector = suite.unprotector(keys);
    for (int length = 0; length <= MAX_BYTES; length++) {
      if (length != packet.length) {
        byte[] other = Arrays.copyOf(packet, length);
        assertTrue(unprotector.unprotect(other, 0, length) < 0);
      }
    }
  }
}
