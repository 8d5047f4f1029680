package dev.sluice.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.viewer.ViewerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  @Test
  void quickTakesFourMinutesAtMost() {
    double seconds = Plan.named("quick", ViewerKind.PLAIN).seconds(2);
    assertTrue(seconds <= 240, "planned " + seconds + " s");
  }

  @Test
  void fullTakesAQuarterOfAnHourAtMost() {
    double seconds = Plan.named("full", ViewerKind.PLAIN).seconds(2);
    assertTrue(seconds <= 900, "planned " + seconds + " s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "full", "smoke"})
  void materialLastsForEveryStretch(String name) {
    Plan plan = Plan.named(name, ViewerKind.PLAIN);
    assertTrue(plan.materialSeconds() >= 1.2 * plan.growthSeconds());
    assertTrue(plan.materialSeconds() >= 1.2 * plan.roundSeconds());
    assertTrue(plan.materialSeconds() >= 1.2 * plan.joinSeconds());
    assertTrue(plan.materialSeconds() >= 1.2 * plan.warmUpSeconds());
  }

  @Test
  void optionsAreOfTheViewers() {
    Plan plan = Plan.named("quick", new ViewerKind(true, true));
    assertTrue(plan.kind().gro());
    assertTrue(plan.kind().browser());
    assertEquals("quick with GRO with browsers' offers", plan.name());
    assertFalse(Plan.named("quick", ViewerKind.PLAIN).kind().gro());
  }
}
