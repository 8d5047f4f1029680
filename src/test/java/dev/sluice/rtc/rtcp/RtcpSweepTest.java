package dev.sluice.rtc.rtcp;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No length of random bytes and no mutated packet makes the reader throw. */
class RtcpSweepTest {
  private static final long SEED = 3550;
  private static final int MAX_BYTES = 1500;

  private final Random random = new Random(SEED);

  /** Reads a copy of exact length, so that reading past the end would throw. */
  private static void read(byte[] packet) {
    RtcpListener listener = new ParsingListener();
    try {
      RtcpReader.read(packet, 0, packet.length, listener);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + SEED + ": " + Arrays.toString(packet), e);
    }
  }

  private static final class ParsingListener implements RtcpListener {
    @Override
    public void transportFeedback(int mediaSsrc, byte[] packet, int offset, int length) {
      TransportFeedbackReader.read(packet, offset, length, new TransportFeedbackLog());
    }
  }

  @Test
  void everyLengthOfNoise() {
    for (int length = 0; length <= MAX_BYTES; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      read(noise);
      for (int type = 200; type < 208 && length >= 4; type++) {
        noise[0] = (byte) (0x80 | random.nextInt(64));
        noise[1] = (byte) type;
        Bytes.put16(noise, 2, Math.max(0, length / 4 - 1));
        read(noise);
      }
    }
  }

  @Test
  void everyPrefixOfACompound() {
    byte[] compound = RtcpPackets.compound();
    for (int length = 0; length <= compound.length; length++) {
      read(Arrays.copyOf(compound, length));
    }
  }

  @Test
  void everyBitOfACompound() {
    byte[] compound = RtcpPackets.compound();
    for (int bit = 0; bit < compound.length * 8; bit++) {
      byte[] mutant = compound.clone();
      mutant[bit / 8] ^= (byte) (1 << bit % 8);
      read(mutant);
    }
  }

  @Test
  void mutations() {
    for (int round = 0; round < 100_000; round++) {
      byte[] mutant = RtcpPackets.compound();
      for (int i = random.nextInt(6); i >= 0; i--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      }
      read(mutant);
    }
  }
}
