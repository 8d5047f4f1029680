package dev.sluice.source.datagram;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RTP headers (RFC 3550 section 5.1). */
class RtpPacketTest {
  private static final String FIXED = "8021" + "FFFE" + "01020304" + "89ABCDEF";

  private final RtpPacket packet = new RtpPacket();

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private boolean read(String hex) {
    byte[] bytes = bytes(hex);
    return packet.read(bytes, 0, bytes.length);
  }

  @Test
  void theFixedHeaderIsRead() {
    assertTrue(read(FIXED + "47 11 22"));
    assertAll(
        () -> assertEquals(0xFFFE, packet.sequence()),
        () -> assertEquals(0x89ABCDEFL, packet.ssrc()),
        () -> assertEquals(12, packet.offset()),
        () -> assertEquals(3, packet.length()));
  }

  @Test
  void contributingSourcesAreSkipped() {
    assertTrue(read("8221" + FIXED.substring(4) + "AAAAAAAA BBBBBBBB 47"));
    assertEquals(20, packet.offset());
    assertEquals(1, packet.length());
  }

  @Test
  void theExtensionIsSkipped() {
    assertTrue(read("9021" + FIXED.substring(4) + "BEDE0002 11111111 22222222 47 01"));
    assertEquals(24, packet.offset());
    assertEquals(2, packet.length());
  }

  @Test
  void thePaddingIsCutOff() {
    assertTrue(read("A021" + FIXED.substring(4) + "47 01 000003"));
    assertEquals(12, packet.offset());
    assertEquals(2, packet.length());
  }

  @Test
  void brokenHeadersAreRefused() {
    assertAll(
        () -> assertFalse(read("4021" + FIXED.substring(4)), "version 1"),
        () -> assertFalse(read(FIXED.substring(2)), "11 bytes"),
        () -> assertFalse(read("8F21" + FIXED.substring(4) + "AAAAAAAA"), "15 sources, 1 there"),
        () -> assertFalse(read("9021" + FIXED.substring(4) + "BEDE"), "half an extension"),
        () -> assertFalse(read("9021" + FIXED.substring(4) + "BEDE0001"), "an empty extension"),
        () -> assertFalse(read("A021" + FIXED.substring(4) + "4700"), "padding of zero bytes"),
        () -> assertFalse(read("A021" + FIXED.substring(4) + "4704"), "padding over all"),
        () -> assertFalse(read("80C8" + FIXED.substring(4)), "a sender report of RTCP"));
  }

  @Test
  void thePayloadLiesWithinTheDatagramForAllLengths() {
    Random random = new Random(17);
    for (int length = 0; length <= 1500; length++) {
      byte[] bytes = new byte[length + 20];
      random.nextBytes(bytes);
      bytes[10] = (byte) (0x80 | random.nextInt(64));
      if (packet.read(bytes, 10, length)) {
        assertTrue(packet.offset() >= 22 && packet.length() >= 0);
        assertTrue(packet.offset() + packet.length() <= 10 + length);
      }
    }
  }
}
