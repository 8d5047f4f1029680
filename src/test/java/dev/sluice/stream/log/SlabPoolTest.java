package dev.sluice.stream.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlabPoolTest {
  private static final int SLAB_BYTES = 64;

  private final SlabPool pool = new SlabPool(SLAB_BYTES, 4000 * SLAB_BYTES);

  private List<byte[]> take(int count) {
    List<byte[]> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(pool.take());
    }
    return taken;
  }

  @Test
  void aSlabThatWasGivenBackIsTakenAgain() {
    byte[] slab = pool.take();
    assertEquals(SLAB_BYTES, slab.length);
    assertEquals(SLAB_BYTES, pool.usedBytes());
    pool.give(slab);
    assertEquals(0, pool.usedBytes());
    assertEquals(SLAB_BYTES, pool.freeBytes());
    assertSame(slab, pool.take());
    assertEquals(0, pool.freeBytes());
  }

  @Test
  void freeSlabsBeyondAShareAreLeftToTheCollector() {
    List<byte[]> taken = take(3000);
    taken.subList(0, 1000).forEach(pool::give);
    assertEquals(2000 * SLAB_BYTES, pool.usedBytes());
    assertEquals(1000 * SLAB_BYTES, pool.freeBytes());
    taken.subList(1000, 3000).forEach(pool::give);
    assertEquals(0, pool.usedBytes());
    assertTrue(pool.freeBytes() <= 64 * SLAB_BYTES, pool.freeBytes() + " bytes");
  }

  @Test
  void forgottenSlabsCountNoMore() {
    take(300).subList(0, 200).forEach(pool::give);
    pool.forget(100);
    assertEquals(0, pool.usedBytes());
    assertTrue(pool.freeBytes() <= 64 * SLAB_BYTES, pool.freeBytes() + " bytes");
  }

  @Test
  void atTheLimitThereAreNoSlabs() {
    List<byte[]> taken = take(4000);
    assertNull(pool.take());
    assertEquals(pool.mostBytes(), pool.usedBytes());
    pool.give(taken.getFirst());
    assertEquals(SLAB_BYTES, pool.freeBytes());
    assertSame(taken.getFirst(), pool.take());
  }

  @Test
  void usedAndFreeSlabsTogetherStayWithinTheLimit() {
    List<byte[]> taken = take(4000);
    for (byte[] slab : taken) {
      pool.give(slab);
      assertTrue(pool.usedBytes() + pool.freeBytes() <= pool.mostBytes());
    }
  }

  @Test
  void freeSlabsAreLeftToTheCollectorWhenSourcesNeedTheirMemory() {
    List<byte[]> taken = take(3000);
    taken.subList(0, 1000).forEach(pool::give);
    assertEquals(1000 * SLAB_BYTES, pool.freeBytes());
    assertTrue(pool.takeBeyond(1990 * SLAB_BYTES));
    assertEquals(10 * SLAB_BYTES, pool.freeBytes());
    pool.give(taken.getLast());
    assertEquals(11 * SLAB_BYTES, pool.freeBytes());
    assertTrue(pool.takeBeyond(11 * SLAB_BYTES));
    assertEquals(0, pool.freeBytes());
  }

  @Test
  void logsKeepLessAsTheLimitComesNear() {
    take(2500);
    assertEquals(800, pool.shortened(800));
    take(500);
    assertEquals(450, pool.shortened(800));
    assertFalse(pool.scarce());
    pool.countShare(500 * SLAB_BYTES);
    assertEquals(100, pool.shortened(800));
    assertTrue(pool.scarce());
    pool.countShare(-500 * SLAB_BYTES);
    take(1000);
    assertTrue(pool.scarce());
    assertEquals(100, pool.shortened(800));
  }

  @Test
  void refusesSizesThatPositionsCannotBeMaskedWith() {
    assertThrows(IllegalArgumentException.class, () -> new SlabPool(1000, 1 << 20));
    assertThrows(IllegalArgumentException.class, () -> new SlabPool(32, 1 << 20));
  }
}
