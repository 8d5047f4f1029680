package dev.sluice.base.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GrowableBytesTest {
  private final Purse purse = new Purse();
  private final GrowableBytes bytes = new GrowableBytes(100, 2000, purse);

  @Test
  void whatItGrowsByIsTakenFromTheBudget() {
    assertTrue(bytes.append(new byte[100], 0, 100));
    assertEquals(1000, purse.left);
    assertTrue(bytes.append(1));
    assertEquals(900, purse.left);
    bytes.clear();
    assertTrue(bytes.append(new byte[200], 0, 200));
    assertEquals(900, purse.left);
    assertEquals(200, bytes.array().length);
  }

  @Test
  void aRefusalLeavesItAsItIs() {
    byte[] content = {1, 2, 3};
    assertTrue(bytes.append(content, 0, 3));
    assertFalse(bytes.append(new byte[1500], 0, 1500));
    assertArrayEquals(content, bytes.toByteArray());
    assertEquals(1000, purse.left);
    assertTrue(bytes.append(new byte[900], 0, 900));
  }
}
