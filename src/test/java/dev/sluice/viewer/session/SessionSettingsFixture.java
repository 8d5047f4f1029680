package dev.sluice.viewer.session;

import dev.sluice.base.settings.GivenSettings;
import java.time.Duration;
import java.util.Map;

/** Settings for tests with sessions. */
public final class SessionSettingsFixture {
  /** Longer than any test. */
  public static final Duration NEVER = Duration.ofDays(1000);

  private SessionSettingsFixture() {}

  /** One limit for all, and the timeouts. */
  public static SessionSettings of(
      int maxSessions, Duration consentTimeout, Duration connectTimeout) {
    return GivenSettings.of(
        SessionSettings::new,
        Map.of(
            "sessions.max",
            maxSessions,
            "limits.sessionsPerAddress",
            maxSessions,
            "limits.connecting",
            maxSessions,
            "sessions.consentTimeoutSeconds",
            consentTimeout,
            "sessions.connectTimeoutSeconds",
            connectTimeout));
  }
}
