package dev.sluice.viewer.session;

import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import dev.sluice.viewer.negotiate.NegotiationSettings;

/** Limits on the number of sessions, and the settings of each session. */
public final class SessionSettings extends SettingsGroup {
  private static final int MAX_SESSIONS = 1_000_000;

  /** Largest number of sessions. */
  public final int maxSessions =
      setting("sessions.max", integer(1, MAX_SESSIONS), "5000", "Viewers in all.");

  /** Largest number of sessions of one stream. */
  public final int maxSessionsPerStream =
      orMaxSessions(
          setting(
              "sessions.maxPerStream",
              integer(0, MAX_SESSIONS),
              "0",
              "Viewers of one stream; 0 is as many as sessions.max."));

  /** Largest number of sessions of one client address. */
  public final int maxSessionsPerClient =
      setting(
          "limits.sessionsPerAddress",
          integer(1, MAX_SESSIONS),
          "100",
          "Viewers of one address. In all limits per address, an IPv6 address counts by its"
              + " /64.");

  /** Largest number of sessions with an answer that are not connected yet. */
  public final int maxConnecting =
      setting(
          "limits.connecting",
          integer(1, MAX_SESSIONS),
          "1000",
          "Viewers with an answer whose handshake is not complete. One address may have a quarter"
              + " of the free places, and always one.");

  /** Settings of each session. */
  public final NegotiationSettings negotiation = group(NegotiationSettings::new);

  /** Reads the group. */
  public SessionSettings(SettingsSource source) throws SettingsException {
    super(source);
    require(
        maxSessionsPerStream <= maxSessions,
        "sessions.maxPerStream is %d, but allowed is at most sessions.max, which is %d."
            .formatted(maxSessionsPerStream, maxSessions));
  }

  private int orMaxSessions(int limit) {
    return limit == 0 ? maxSessions : limit;
  }
}
