package dev.sluice.rtc.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Compares the window with a set of all received indexes. */
class ReplayWindowTest {
  @Property
  void sameAsASet(@ForAll List<@IntRange(min = 0, max = 400) Integer> indexes) {
    ReplayWindow window = new ReplayWindow();
    Set<Integer> received = new HashSet<>();
    int highest = -1;
    for (int index : indexes) {
      boolean expected = !received.contains(index) && index > highest - 64;
      assertEquals(expected, window.accepts(index));
      if (expected) {
        window.commit(index);
        received.add(index);
        highest = Math.max(highest, index);
      }
    }
  }

  @Property
  void everyStepForward(@ForAll @IntRange(min = 1, max = 200) int step) {
    ReplayWindow window = new ReplayWindow();
    window.commit(1000);
    window.commit(1000 + step);
    assertEquals(false, window.accepts(1000));
    assertEquals(false, window.accepts(1000 + step));
    assertEquals(step > 1 && step <= 64, window.accepts(1001));
  }
}
