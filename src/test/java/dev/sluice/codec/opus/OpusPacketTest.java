package dev.sluice.codec.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpusPacketTest {
  private static int duration(int... bytes) {
    byte[] packet = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      packet[i] = (byte) bytes[i];
    }
    return duration(packet, packet.length);
  }

  private static int duration(byte[] packet, int length) {
    OpusFrames frames = new OpusFrames();
    return frames.read(packet, 0, length) ? frames.samples48k() : OpusPacket.INVALID;
  }

  /** RFC 6716 table 2. */
  @Test
  void frameSizesOfAllConfigurations() {
    int[] tenthsOfMillis = {
      100, 200, 400, 600, 100, 200, 400, 600, 100, 200, 400, 600, 100, 200, 100, 200,
      25, 50, 100, 200, 25, 50, 100, 200, 25, 50, 100, 200, 25, 50, 100, 200
    };
    for (int config = 0; config < 32; config++) {
      assertEquals(tenthsOfMillis[config] * 48 / 10, duration(config << 3, 1), "config " + config);
    }
  }

  @Test
  void framesOfAPacket() {
    assertEquals(960, duration(0xF8));
    assertEquals(1920, duration(0xF9, 1, 1));
    assertEquals(OpusPacket.INVALID, duration(0xF9, 1, 1, 1));
    assertEquals(1920, duration(0xFA, 1, 9, 9, 9));
    assertEquals(OpusPacket.INVALID, duration(0xFA, 5, 9));
    assertEquals(OpusPacket.INVALID, duration(0xFA));
    assertEquals(3 * 960, duration(0xFB, 3, 1, 2, 3));
    assertEquals(OpusPacket.INVALID, duration(0xFB, 3, 1, 2));
    assertEquals(3 * 960, duration(0xFB, 0x83, 1, 2, 7, 7, 7, 7));
    assertEquals(2 * 960, duration(0xFB, 0x42, 2, 1, 2, 0, 0));
    assertEquals(OpusPacket.INVALID, duration(0xFB, 0x42, 9, 1, 2));
    assertEquals(OpusPacket.INVALID, duration(0xFB, 0));
    assertEquals(OpusPacket.INVALID, duration(0xFB));
    assertEquals(OpusPacket.INVALID, duration());
  }

  @Test
  void noMoreThan120Milliseconds() {
    assertEquals(5760, duration(0xFB, 6, 1, 1, 1, 1, 1, 1));
    assertEquals(OpusPacket.INVALID, duration(0xFB, 7, 1, 1, 1, 1, 1, 1, 1));
  }

  @Test
  void silenceIsAPacketOf20Milliseconds() {
    byte[] silence = OpusPacket.silence20Ms();
    assertEquals(960, duration(silence, silence.length));
    assertEquals(1, OpusPacket.channels(silence[0]));
    assertEquals(2, OpusPacket.channels((byte) 0xFC));
    assertTrue(OpusPacket.dtx(1));
  }

  /** All forms of section 3.2, with the padding left out. */
  @Test
  void positionsOfTheFrames() {
    assertEquals(List.of("1+2"), positions(0xF8, 7, 8));
    assertEquals(List.of("1+2", "3+2"), positions(0xF9, 1, 2, 3, 4));
    assertEquals(List.of("2+1", "3+3"), positions(0xFA, 1, 9, 2, 3, 4));
    assertEquals(List.of("3+1", "4+1"), positions(0xFB, 0x42, 2, 5, 6, 0, 0));
    assertEquals(List.of("4+1", "5+0", "5+2"), positions(0xFB, 0x83, 1, 0, 7, 8, 9));
  }

  private static List<String> positions(int... bytes) {
    byte[] packet = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      packet[i] = (byte) bytes[i];
    }
    OpusFrames frames = new OpusFrames();
    assertTrue(frames.read(packet, 0, packet.length));
    return IntStream.range(0, frames.count())
        .mapToObj(frame -> frames.offset(frame) + "+" + frames.length(frame))
        .toList();
  }

  @Test
  void noiseNeverThrows() {
    Random random = new Random(6);
    for (int length = 0; length <= 1500; length++) {
      for (int code = 0; code < 4; code++) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        if (length > 0) {
          noise[0] = (byte) (noise[0] & 0xFC | code);
        }
        int samples = duration(noise, length);
        assertTrue(samples == OpusPacket.INVALID || (samples >= 120 && samples <= 5760));
      }
    }
  }

  private static boolean inBandFec(int toc, int... rest) {
    byte[] packet = new byte[1 + rest.length];
    packet[0] = (byte) toc;
    for (int i = 0; i < rest.length; i++) {
      packet[1 + i] = (byte) rest[i];
    }
    OpusFrames frames = new OpusFrames();
    assertTrue(frames.read(packet, 0, packet.length));
    return frames.inBandFec();
  }

  /**
   * RFC 6716 section 4.2.3: a flag of voice activity for each 20 ms, then the LBRR flag; in stereo
   * the same of the side channel behind it.
   */
  @Test
  void lbrrFlagsFollowThoseOfVoiceActivity() {
    int silk20 = 9 << 3;
    int silk60 = 11 << 3;
    int stereo = 4;
    assertTrue(inBandFec(silk20, 0b0100_0000, 0));
    assertFalse(inBandFec(silk20, 0b1011_1111, 0));
    assertTrue(inBandFec(silk60, 0b0001_0000, 0));
    assertFalse(inBandFec(silk60, 0b1110_1111, 0));
    assertTrue(inBandFec(silk20 | stereo, 0b0001_0000, 0), "of the side channel");
    assertFalse(inBandFec(silk20, 0b0001_0000, 0), "mono has none of a side channel");
    assertTrue(inBandFec(silk60 | stereo, 0b0000_0001, 0));
    assertTrue(inBandFec(8 << 3, 0b0100_0000, 0), "10 ms has one flag, too");
    assertTrue(inBandFec(13 << 3, 0b0100_0000, 0), "hybrid");
  }

  @Test
  void celtAndPausesHaveNoLbrr() {
    assertFalse(inBandFec(31 << 3, 0xFF, 0xFF));
    assertFalse(inBandFec(9 << 3), "a frame without bytes");
  }
}
