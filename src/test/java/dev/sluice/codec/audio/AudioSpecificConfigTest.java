package dev.sluice.codec.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.base.bytes.BitReader;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AudioSpecificConfigTest {
  private static AudioSpecificConfig hex(String text) {
    byte[] bytes = HexFormat.of().parseHex(text);
    return AudioSpecificConfig.read(new BitReader(bytes, 0, bytes.length));
  }

  private static AudioSpecificConfig bits(String text) {
    String bits = text.replace(" ", "");
    byte[] bytes = new byte[(bits.length() + 7) / 8];
    for (int i = 0; i < bits.length(); i++) {
      bytes[i >>> 3] |= (byte) ((bits.charAt(i) - '0') << (7 - (i & 7)));
    }
    BitReader reader = new BitReader(bytes, 0, bytes.length);
    AudioSpecificConfig config = AudioSpecificConfig.read(reader);
    if (config != null) {
      assertEquals(bits.length(), reader.position());
    }
    return config;
  }

  @Test
  void lowComplexity() {
    assertEquals(new AudioSpecificConfig(48_000, 2, 1024), hex("1190"));
    assertEquals(new AudioSpecificConfig(44_100, 1, 1024), hex("1208"));
    assertEquals(new AudioSpecificConfig(48_000, 2, 960), hex("1194"));
    assertEquals(new AudioSpecificConfig(48_000, 8, 1024), hex("11b8"));
    assertEquals(
        new AudioSpecificConfig(50_000, 2, 1024),
        bits("00010 1111 000000001100001101010000 0010 0 0 0"));
  }

  @Test
  void spectralBandReplicationDoublesTheRate() {
    assertEquals(new AudioSpecificConfig(48_000, 2, 2048), hex("2b118800"));
    assertEquals(new AudioSpecificConfig(48_000, 2, 2048), hex("eb098800"), "parametric stereo");
    assertEquals(new AudioSpecificConfig(48_000, 2, 1024), hex("29918800"), "not doubled");
  }

  @Test
  void errorResilientTypes() {
    // Type 17, delay of the core coder, extension flag with three flags and another, epConfig.
    assertEquals(
        new AudioSpecificConfig(48_000, 2, 1024),
        bits("10001 0011 0010 0 1 00000000000000 1 000 0 00"));
    assertEquals(new AudioSpecificConfig(48_000, 1, 512), bits("10111 0011 0001 0 0 0 00"));
    assertEquals(new AudioSpecificConfig(48_000, 1, 480), bits("10111 0011 0001 1 0 0 00"));
  }

  @Test
  void channelsOfAProgramConfigElement() {
    // Front: single and pair; back: pair; one low-frequency channel; then a comment.
    assertEquals(
        new AudioSpecificConfig(48_000, 6, 1024),
        bits(
            "00010 0011 0000 0 0 0"
                + "0000 01 0011 0010 0000 0001 01 000 0000 0 0 1 000"
                + "0 0000 1 0000 1 0001 0000"
                + "00000001 01000001"));
  }

  @Test
  void whatCannotBeReadIsNull() {
    assertNull(hex("f94640"), "USAC");
    assertNull(hex("1680"), "reserved rate");
    assertNull(bits("00010 1111 000111111111111111111111 0010 0 0 0"), "2 MHz");
    assertNull(hex("11"), "cut short");
    assertNull(hex(""));
  }

  @Test
  void noiseNeverThrows() {
    Random random = new Random(3);
    for (int length = 0; length <= 1500; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      AudioSpecificConfig config = AudioSpecificConfig.read(new BitReader(noise, 0, length));
      if (config != null) {
        assertEquals(0, config.frameSamples() % 480 * (config.frameSamples() % 512));
      }
    }
  }
}
