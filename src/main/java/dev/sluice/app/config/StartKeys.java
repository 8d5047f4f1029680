package dev.sluice.app.config;

import static dev.sluice.app.config.ConfigKey.key;

import java.util.List;

/** Keys on what is done when the service has started. */
final class StartKeys {
  static final ConfigKey<Integer> WARM_UP_VIEWERS =
      key(
          "start.warmUpViewers",
          ValueType.integer(0, 10_000),
          "2000",
          "Viewers of its own with which the service practises in the background after its start, so"
              + " that the first real ones find compiled code; 0 leaves that out.");

  /** In the order of the documentation. */
  static final List<ConfigKey<?>> ALL = List.of(WARM_UP_VIEWERS);

  private StartKeys() {}
}
