package dev.sluice.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  @Test
  void quickTakesFourMinutesAtMost() {
    double seconds = Plan.named(Set.of("quick")).seconds(2);
    assertTrue(seconds <= 240, "planned " + seconds + " s");
  }

  @Test
  void fullTakesAQuarterOfAnHourAtMost() {
    double seconds = Plan.named(Set.of("full")).seconds(2);
    assertTrue(seconds <= 900, "planned " + seconds + " s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "full", "smoke"})
  void materialLastsForEveryStretch(String name) {
    Plan plan = Plan.named(Set.of(name));
    assertTrue(plan.materialSeconds() >= 1.2 * plan.growthSeconds());
    assertTrue(plan.materialSeconds() >= 1.2 * plan.roundSeconds());
    assertTrue(plan.materialSeconds() >= 1.2 * plan.joinSeconds());
    assertTrue(plan.materialSeconds() >= 1.2 * plan.warmUpSeconds());
  }

  @Test
  void optionsAreOfTheViewers() {
    Plan plan = Plan.named(Set.of("quick", "--gro", "--browser"));
    assertTrue(plan.kind().gro());
    assertTrue(plan.kind().browser());
    assertEquals("quick with GRO with browsers' offers", plan.name());
    assertFalse(Plan.named(Set.of("quick")).kind().gro());
  }
}
