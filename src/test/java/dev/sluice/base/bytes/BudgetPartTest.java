package dev.sluice.base.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BudgetPartTest {
  private final Purse purse = new Purse();

  @Test
  void takesFromTheWholeAndGivesBackToIt() {
    try (BudgetPart part = new BudgetPart(purse)) {
      assertTrue(part.take(600));
      assertFalse(part.take(500));
      assertEquals(400, purse.left);
      part.give(100);
      assertEquals(500, purse.left);
    }
    assertEquals(1000, purse.left);
  }

  @Test
  void givesEverythingBackOnce() {
    BudgetPart part = new BudgetPart(purse);
    assertTrue(part.take(600));
    part.close();
    part.close();
    part.give(600);
    assertEquals(1000, purse.left);
    assertFalse(part.take(1));
    assertEquals(1000, purse.left);
  }

  @Test
  void aPartOfAPartThatIsClosedGivesNothingTwice() {
    BudgetPart outer = new BudgetPart(purse);
    BudgetPart inner = new BudgetPart(outer);
    assertTrue(inner.take(600));
    outer.close();
    inner.close();
    assertEquals(1000, purse.left);
  }

  @Test
  void refusesWhatItCannotCount() {
    try (BudgetPart part = new BudgetPart(ByteBudget.UNLIMITED)) {
      assertTrue(part.take(Integer.MAX_VALUE));
      assertFalse(part.take(1));
    }
  }
}
