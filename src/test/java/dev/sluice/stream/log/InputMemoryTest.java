package dev.sluice.stream.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InputMemoryTest {
  private static final int SLAB_BYTES = 1024;
  private static final int SLABS = 64;
  private static final int SHARE = 8 * SLAB_BYTES;

  private final SlabPool pool = new SlabPool(SLAB_BYTES, SLABS * SLAB_BYTES);

  private void fillLogs(int slabs) {
    for (int i = 0; i < slabs; i++) {
      assertNotNull(pool.take());
    }
  }

  @Test
  void aSourceHasItsShareAlsoWhenLogsHaveEverything() {
    fillLogs(SLABS);
    try (InputMemory memory = new InputMemory(pool, SHARE)) {
      assertTrue(memory.take(SHARE));
      assertFalse(memory.take(1));
      memory.give(10);
      assertTrue(memory.take(10));
      assertEquals(1, pool.refusedInputs());
      assertEquals(SHARE, pool.inputBytes());
    }
    assertEquals(0, pool.inputBytes());
  }

  @Test
  void whatExceedsTheShareIsTakenFromTheLogs() {
    fillLogs(SLABS / 2);
    try (InputMemory memory = new InputMemory(pool, SHARE);
        InputMemory other = new InputMemory(pool, SHARE)) {
      assertTrue(memory.take(SHARE + 30 * SLAB_BYTES));
      assertEquals(2 * SHARE + 30 * SLAB_BYTES, pool.inputBytes());
      assertFalse(other.take(SHARE + 3 * SLAB_BYTES));
      assertTrue(other.take(SHARE + 2 * SLAB_BYTES));
      assertNull(pool.take());
      memory.give(SLAB_BYTES);
      fillLogs(1);
      assertNull(pool.take());
    }
    assertEquals(0, pool.inputBytes());
    fillLogs(SLABS / 2 - 1);
  }

  @Test
  void sharesShortenLogsAndRefuseStreams() {
    assertFalse(pool.scarce());
    try (InputMemory memory = new InputMemory(pool, SLABS * SLAB_BYTES)) {
      assertTrue(pool.scarce());
      assertTrue(pool.shortened(800) < 800);
      assertTrue(memory.take(1));
    }
    assertFalse(pool.scarce());
  }

  @Test
  void afterTheEndNothingIsTaken() {
    InputMemory memory = new InputMemory(pool, SHARE);
    assertTrue(memory.take(2 * SHARE));
    memory.close();
    memory.close();
    memory.give(SHARE);
    assertFalse(memory.take(1));
    assertEquals(0, pool.inputBytes());
  }
}
