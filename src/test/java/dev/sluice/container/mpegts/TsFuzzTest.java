package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No input makes the demuxer throw, and the output does not depend on how the input is split. */
class TsFuzzTest {
  private static final List<String> FILES =
      List.of(
          "h264-opus", "h264-bounded", "h264-opus-192", "two-programs", "opus", "h264-nal-per-pes");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void mutatedFiles(long seed) {
    Random random = new Random(seed);
    for (String file : FILES) {
      for (int round = 0; round < 10; round++) {
        byte[] bytes = mutate(Golden.bytes("ts/" + file + ".ts"), random);
        String dump = DemuxDump.of(bytes, Chunking.WHOLE);
        assertEquals(dump, DemuxDump.of(bytes, Chunking.PRIME), file + " " + round);
        assertEquals(dump, DemuxDump.of(bytes, Chunking.RANDOM), file + " " + round);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noiseOnTheGrid(long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[188 * 500];
    random.nextBytes(bytes);
    for (int at = 0; at < bytes.length; at += 188) {
      bytes[at] = 0x47;
      // Few PIDs, among them that of the PAT.
      bytes[at + 1] &= 0x40;
      bytes[at + 2] &= 3;
    }
    assertEquals(DemuxDump.of(bytes, Chunking.WHOLE), DemuxDump.of(bytes, Chunking.BYTE_BY_BYTE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noise(long seed) {
    byte[] bytes = new byte[100_000];
    new Random(seed).nextBytes(bytes);
    assertEquals(DemuxDump.of(bytes, Chunking.WHOLE), DemuxDump.of(bytes, Chunking.BYTE_BY_BYTE));
  }

  /** A few mutations: flipped bits, removed bytes, repeated bytes, swapped packets. */
  private static byte[] mutate(byte[] file, Random random) {
    byte[] bytes = file;
    for (int i = random.nextInt(20); i >= 0; i--) {
      int at = random.nextInt(bytes.length - 800);
      int length = random.nextInt(3) == 0 ? 188 : random.nextInt(400);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> splice(bytes, at, at + length, new byte[0]);
            case 1 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            case 2 -> splice(bytes, at, at + 4, new byte[] {0x47, 0x40, 0, 0x10});
            default -> flip(bytes, at, random);
          };
    }
    return bytes;
  }

  private static byte[] flip(byte[] bytes, int at, Random random) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] insert) {
    byte[] spliced = new byte[bytes.length - (to - from) + insert.length];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(insert, 0, spliced, from, insert.length);
    System.arraycopy(bytes, to, spliced, from + insert.length, bytes.length - to);
    return spliced;
  }
}
