package dev.sluice.source.datagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of RTP packets. */
class SequenceWindowTest {
  private static final long MS = 1_000_000;

  private final List<String> passed = new ArrayList<>();
  private final SequenceWindow window = new SequenceWindow(new Recorder());
  private int reordered;
  private int repeated;

  private final class Recorder implements SequenceWindow.Sink {
    @Override
    public void payload(byte[] data, int offset, int length) {
      passed.add(Integer.toString((data[offset] & 0xFF) << 8 | data[offset + 1] & 0xFF));
    }

    @Override
    public void lost(int packets) {
      passed.add("lost " + packets);
    }

    @Override
    public void restarted() {
      passed.add("restarted");
    }

    @Override
    public void reordered() {
      reordered++;
    }

    @Override
    public void repeated() {
      repeated++;
    }
  }

  private void add(int sequence, long nowNanos) throws IOException, InterruptedException {
    byte[] data = {(byte) (sequence >>> 8), (byte) sequence};
    window.add(sequence & 0xFFFF, data, 0, 2, nowNanos);
  }

  private void addAll(int... sequences) throws IOException, InterruptedException {
    for (int sequence : sequences) {
      add(sequence, 0);
    }
  }

  private void assertPassed(String... expected) {
    assertEquals(List.of(expected), passed);
    passed.clear();
  }

  @Test
  void packetsInOrderPassAtOnce() throws Exception {
    add(65_534, 0);
    assertPassed("65534");
    addAll(65_535, 0, 1);
    assertPassed("65535", "0", "1");
  }

  @Test
  void aLatePacketIsAwaited() throws Exception {
    addAll(7, 9, 10);
    assertPassed("7");
    add(8, 49 * MS);
    assertPassed("8", "9", "10");
    assertEquals(1, reordered);
  }

  @Test
  void aMissingPacketIsGivenUpAfter50Ms() throws Exception {
    addAll(7, 9, 10, 13);
    add(14, 30 * MS);
    window.release(SequenceWindow.HOLD_NANOS - 1);
    assertPassed("7");
    window.release(SequenceWindow.HOLD_NANOS);
    assertPassed("lost 1", "9", "10", "lost 2", "13", "14");
    addAll(8, 15);
    assertPassed("15");
    assertEquals(1, repeated);
  }

  @Test
  void eachMissingPacketHasItsOwn50Ms() throws Exception {
    addAll(0, 2);
    add(4, 30 * MS);
    window.release(SequenceWindow.HOLD_NANOS);
    assertPassed("0", "lost 1", "2");
    add(3, 79 * MS);
    assertPassed("3", "4");
  }

  @Test
  void repeatedPacketsAreDropped() throws Exception {
    addAll(1, 1, 3, 3, 2, 2, 3);
    assertPassed("1", "2", "3");
    assertEquals(4, repeated);
  }

  @Test
  void theWindowIsBoundedInPackets() throws Exception {
    addAll(0, 2);
    add(2 + SequenceWindow.PACKETS, 0);
    assertEquals("lost 1", passed.get(1));
    assertEquals("2", passed.get(2));
    window.end();
    assertEquals(List.of("lost 511", "514"), passed.subList(3, passed.size()));
  }

  @Test
  void theWindowIsBoundedInBytes() throws Exception {
    byte[] large = new byte[60_000];
    window.add(0, large, 0, 2, 0);
    for (int sequence = 2; sequence < 100; sequence++) {
      window.add(sequence, large, 0, large.length, 0);
    }
    assertEquals("lost 1", passed.get(1));
    assertTrue(passed.size() > 90, passed::toString);
  }

  @Test
  void aJumpIsANewBeginningOnceASecondPacketConfirmsIt() throws Exception {
    addAll(10, 30_000, 11);
    assertPassed("10", "11");
    addAll(30_000, 30_001, 30_002);
    assertPassed("restarted", "30000", "30001", "30002");
  }

  @Test
  void anyOrderWithinTheWindowIsRestored() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      SequenceWindow fresh = new SequenceWindow(new Recorder());
      passed.clear();
      int first = random.nextInt(0x10000);
      List<Integer> order = new ArrayList<>(IntStream.range(1, 400).boxed().toList());
      Collections.shuffle(order, random);
      order.addFirst(0);
      for (int number : order) {
        int sequence = first + number & 0xFFFF;
        fresh.add(
            sequence, new byte[] {(byte) (sequence >>> 8), (byte) sequence}, 0, 2, round * MS);
      }
      List<String> expected =
          IntStream.range(0, 400).mapToObj(n -> Integer.toString(first + n & 0xFFFF)).toList();
      assertEquals(expected, passed, () -> "seed " + seed);
    }
  }
}
