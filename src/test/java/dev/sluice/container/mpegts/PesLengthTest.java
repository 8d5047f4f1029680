package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** PES packets whose PES_packet_length is right, too small, too large or modulo 65536. */
class PesLengthTest {
  private static final int PID = 256;
  private static final int FRAMES = 40;
  private static final byte[] HEADER = {
    0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x84, (byte) 0x80, 5, 0x21, 0, 5, (byte) 0xBF, 0x21
  };

  private final List<byte[]> sent = new ArrayList<>();
  private TsBytes ts = new TsBytes();
  private Collected collected = new Collected();

  private void begin() {
    sent.clear();
    collected = new Collected();
    ts = new TsBytes();
    ProgramMap map =
        new ProgramMap(1, 4096, PID, List.of(new ElementaryStream(PID, 0x1B, Codec.H264, 0)));
    ts.section(0, PsiSections.pat(1, 4096, 0)).section(4096, PsiSections.pmt(map, 0));
  }

  /**
   * Adds a PES packet.
   *
   * @param stated makes the stated length of the true one
   * @param padding bytes after its end in its last transport packet
   */
  private void frame(Random random, int payloadBytes, IntUnaryOperator stated, byte[] padding) {
    byte[] payload = new byte[payloadBytes];
    for (int i = 0; i < payload.length; i++) {
      // Never like padding.
      payload[i] = (byte) (1 + random.nextInt(200));
    }
    sent.add(payload);
    byte[] pes = Arrays.copyOf(HEADER, HEADER.length + payload.length + padding.length);
    System.arraycopy(payload, 0, pes, HEADER.length, payload.length);
    System.arraycopy(padding, 0, pes, HEADER.length + payload.length, padding.length);
    Bytes.put16(pes, 4, stated.applyAsInt(HEADER.length + payload.length - 6));
    for (int at = 0; at < pes.length; at += 184) {
      ts.payload(PID, at == 0, Arrays.copyOfRange(pes, at, Math.min(pes.length, at + 184)));
    }
  }

  private void frames(long seed, int mostBytes, IntUnaryOperator stated) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FRAMES; i++) {
      frame(random, 1000 + random.nextInt(mostBytes), stated, new byte[0]);
    }
    collected.feed(ts);
    collected.demuxer.end(0);
  }

  /** Each of them, but perhaps the first few. */
  private void assertWholeFrom(int first) {
    assertEquals(sent.size(), collected.units.size());
    for (int i = first; i < sent.size(); i++) {
      assertArrayEquals(sent.get(i), collected.units.get(i).payload(), "frame " + i);
      assertFalse(collected.units.get(i).damaged(), "frame " + i);
    }
  }

  /** A length that ends with a transport packet costs the rest of the first PES packet. */
  private void assertNothingLost(int exactFits) {
    assertWholeFrom(exactFits);
    assertEquals(1, collected.count(TsCounter.PES_LENGTHS_IGNORED));
    assertEquals(List.of(PID), collected.lengthsIgnored);
  }

  @Property(tries = 100)
  void tooSmallByAFactor(@ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int factor) {
    frames(seed, 5000, length -> length / factor);
    int stated = 6 + (8 + sent.getFirst().length) / factor;
    assertNothingLost(stated % 184 == 0 ? 1 : 0);
  }

  @Property(tries = 20)
  void moduloItsSixteenBits(@ForAll long seed) {
    frames(seed, 150_000, length -> length & 0xFFFF);
    int exactFits = 0;
    for (byte[] payload : sent) {
      boolean wrong = 8 + payload.length > 0xFFFF;
      if (wrong) {
        exactFits = (6 + (8 + payload.length & 0xFFFF)) % 184 == 0 ? sent.indexOf(payload) + 1 : 0;
        break;
      }
    }
    assertNothingLost(exactFits);
  }

  @Property(tries = 50)
  void tooLarge(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4000) int more) {
    frames(seed, 5000, length -> length + more);
    assertNothingLost(2);
  }

  @Test
  void exactFitCostsTheFirstOnly() {
    begin();
    Random random = new Random(1);
    for (int i = 0; i < 5; i++) {
      frame(random, 2 * 184 - 14 + 500, length -> 2 * 184 - 6, new byte[0]);
    }
    collected.feed(ts);
    collected.demuxer.end(0);
    assertEquals(2 * 184 - 14, collected.units.getFirst().payload().length);
    assertWholeFrom(1);
  }

  @Property(tries = 20)
  void rightLengthsEndAtOnce(@ForAll long seed) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FRAMES; i++) {
      frame(random, 1 + random.nextInt(3000), length -> length, new byte[0]);
      collected.feed(ts);
      assertEquals(i + 1, collected.units.size());
      ts.clear();
    }
    assertWholeFrom(0);
    assertEquals(0, collected.count(TsCounter.PES_LENGTHS_IGNORED));
  }

  /** Some muxers fill the last packet after the PES packet, not in the adaptation field. */
  @Test
  void paddingAfterTheEndIsNoPayload() {
    Random random = new Random(1);
    for (byte[] padding : new byte[][] {{-1, -1, -1}, {0, 0}, {7, 8, 9}}) {
      begin();
      for (int i = 0; i < 10; i++) {
        frame(random, 500, length -> length, padding);
        collected.feed(ts);
        ts.clear();
        boolean known = padding[0] != 7 || i >= 3;
        assertEquals(known ? i + 1 : i, collected.units.size());
      }
      assertWholeFrom(0);
    }
  }

  @Test
  void payloadAfterAHoleProvesNothing() {
    begin();
    Random random = new Random(1);
    frame(random, 500, length -> length, new byte[0]);
    ts.payload(PID, false, new byte[184]).lose().payload(PID, false, new byte[184]);
    frame(random, 500, length -> length, new byte[] {7, 8});
    ts.payload(PID, false, new byte[184]).lose().payload(PID, false, new byte[184]);
    ts.packet(PID, false, 0x80, new byte[0], new byte[100]);
    frame(random, 500, length -> length, new byte[0]);
    collected.feed(ts);
    assertEquals(3, collected.units.size());
    assertWholeFrom(0);
    assertEquals(0, collected.count(TsCounter.PES_LENGTHS_IGNORED));
    assertTrue(collected.count(TsCounter.ORPHAN_PACKETS) > 0);
  }
}
