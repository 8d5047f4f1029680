package dev.sluice.base.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GrowableBytesTest {
  /** A budget that has some bytes left. */
  private static final class Purse implements ByteBudget {
    private int left = 1000;

    @Override
    public boolean take(int bytes) {
      if (bytes > left) {
        return false;
      }
      left -= bytes;
      return true;
    }

    @Override
    public void give(int bytes) {
      left += bytes;
    }
  }

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
