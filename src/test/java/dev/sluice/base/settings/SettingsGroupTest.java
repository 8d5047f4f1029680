package dev.sluice.base.settings;

import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.millis;
import static dev.sluice.base.settings.SettingTypes.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsGroupTest {
  /** Two settings of one type, one with a unit, and a condition. */
  private static final class Example extends SettingsGroup {
    final int least = setting("example.least", integer(0, 10), "1", "The least.");
    final int most = setting("example.most", integer(0, 10), "5", "The most.");
    final Duration delay = setting("example.delayMillis", millis(10, 1000), "20", "The delay.");

    Example(SettingsSource source) throws SettingsException {
      super(source);
      require(least <= most, "example.least is above example.most.");
    }
  }

  private static final class Whole extends SettingsGroup {
    final Example example = group(Example::new);

    Whole(SettingsSource source) throws SettingsException {
      super(source);
    }
  }

  @Test
  void valuesReachTheFieldThatDeclaresThem() {
    Map<String, Integer> values = Map.of("example.most", 9, "example.least", 7);
    Whole whole = GivenSettings.of(Whole::new, values);
    assertEquals(7, whole.example.least);
    assertEquals(9, whole.example.most);
    assertEquals(Duration.ofMillis(20), whole.example.delay);
  }

  @Test
  void valuesGivenInCodeMayBeOutOfTheRangeOfFiles() {
    Map<String, Duration> values = Map.of("example.delayMillis", Duration.ofNanos(3));
    assertEquals(Duration.ofNanos(3), GivenSettings.of(Example::new, values).delay);
  }

  @Test
  void conditionsAndNamesAreChecked() {
    Map<String, Integer> contradiction = Map.of("example.least", 6);
    assertThrows(
        IllegalArgumentException.class, () -> GivenSettings.of(Example::new, contradiction));
    Map<String, Integer> unknown = Map.of("example.lest", 2);
    assertThrows(IllegalArgumentException.class, () -> GivenSettings.of(Example::new, unknown));
  }

  @Test
  void aRefusalNamesKeyValueOriginAndWhatIsAllowed() throws SettingsException {
    SettingsKey<Integer> key = new SettingsKey<>("example.most", integer(0, 10), "5", "The most.");
    assertEquals(7, key.parse(" 7 ", ""));
    assertEquals("SLUICE_EXAMPLE_MOST", key.environmentName());
    SettingsException refusal =
        assertThrows(SettingsException.class, () -> key.parse("11", " (in a.yaml)"));
    assertEquals(
        "example.most is \"11\" (in a.yaml), but allowed is a whole number from 0 to 10.",
        refusal.getMessage());
  }

  @Test
  void aRefusalDoesNotShowASecret() {
    SettingsKey<String> key = new SettingsKey<>("example.token", secret(16), "", "The token.");
    String message =
        String.valueOf(
            assertThrows(SettingsException.class, () -> key.parse("hunter2", "")).getMessage());
    assertFalse(message.contains("hunter2"), message);
    assertTrue(message.contains("example.token"), message);
  }
}
