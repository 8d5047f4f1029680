package dev.sluice.rtc.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Assigning and finding 48-bit packet indexes. */
class PacketIndexTest {
  @Test
  void countsOverTheRollOver() {
    PacketIndex index = new PacketIndex(32_767);
    for (long expected = 32_767; expected < 200_000; expected++) {
      assertEquals(expected, index.peek());
      assertEquals(expected, index.next());
    }
    assertEquals(200_000 - 32_767, index.count());
    assertEquals(200_000 & 0xFFFF, PacketIndex.sequence(index.next()));
  }

  @Test
  void startsInTheLowerHalf() {
    assertThrows(IllegalArgumentException.class, () -> new PacketIndex(-1));
    assertThrows(IllegalArgumentException.class, () -> new PacketIndex(32_768));
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      assertTrue(PacketIndex.random(random).peek() < 32_768);
    }
  }

  @Property
  void newestWithIsTheNewest(
      @ForAll @IntRange(min = 0, max = 32_767) int first,
      @ForAll @IntRange(min = 0, max = 140_000) int count,
      @ForAll @IntRange(min = 0, max = 65_535) int sequence) {
    PacketIndex index = new PacketIndex(first);
    for (int i = 0; i < count; i++) {
      index.next();
    }
    long expected = index.peek() - 1;
    while (expected >= first && PacketIndex.sequence(expected) != sequence) {
      expected--;
    }
    assertEquals(expected >= first ? expected : -1, index.newestWith(sequence));
  }
}
