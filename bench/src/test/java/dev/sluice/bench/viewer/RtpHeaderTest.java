package dev.sluice.bench.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
  private static final String FIXED = "806D0001000000020000CAFE";

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void withoutExtensions() {
    byte[] packet = hex(FIXED + "4142");
    assertEquals(12, RtpHeader.bytes(packet, 0, packet.length));
    assertEquals(-1, RtpHeader.extensionAt(packet, 0, 12, 3));
  }

  @Test
  void findsAnElementAmongOthers() {
    // Elements 3 (two bytes), padding, 5 (three bytes), 4 (one byte); then the payload.
    byte[] packet = hex("FF" + FIXED + "BEDE0003 31ABCD 00 52000001 4031 0000 4142");
    packet[1] = (byte) 0x90;
    assertEquals(28, RtpHeader.bytes(packet, 1, packet.length - 1));
    assertEquals(0xABCD, RtpHeader.u16(packet, RtpHeader.extensionAt(packet, 1, 28, 3)));
    assertEquals('1', packet[RtpHeader.extensionAt(packet, 1, 28, 4)]);
    assertEquals(-1, RtpHeader.extensionAt(packet, 1, 28, 6));
    // The id of padding is no extension id.
    assertEquals(-1, RtpHeader.extensionAt(packet, 1, 28, 0));
  }

  @Test
  void countsContributingSources() {
    byte[] packet = hex("92" + FIXED.substring(2) + "0000000100000002 BEDE0001 31123400 41");
    assertEquals(28, RtpHeader.bytes(packet, 0, packet.length));
    assertEquals(0x1234, RtpHeader.u16(packet, RtpHeader.extensionAt(packet, 0, 28, 3)));
  }

  @Test
  void staysInsideWhateverComes() {
    Random random = new Random(8285);
    for (int i = 0; i < 100_000; i++) {
      byte[] packet = new byte[12 + random.nextInt(30)];
      random.nextBytes(packet);
      int bytes = RtpHeader.bytes(packet, 0, packet.length);
      assertTrue(bytes >= 12);
      if (bytes <= packet.length) {
        int at = RtpHeader.extensionAt(packet, 0, bytes, random.nextInt(16));
        assertTrue(at < bytes);
      }
    }
  }
}
