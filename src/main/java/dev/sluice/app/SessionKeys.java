package dev.sluice.app;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.time.Duration;

/** Limits of sessions, and how media is sent. */
public final class SessionKeys extends SettingsGroup {
  private static final int MAX_SESSIONS = 1_000_000;

  /** Comparison of the H.264 profiles and levels of an offer with those of the stream. */
  public enum ProfileMatch {
    /** Every viewer that offers H.264 gets the picture; most decoders can do more than they say. */
    LENIENT,
    /** The offer must cover the profile and level of the stream. */
    STRICT
  }

  /** Largest number of sessions. */
  public final int maxSessions =
      setting("sessions.max", integer(1, MAX_SESSIONS), "5000", "Viewers in all.");

  /** Largest number of sessions of one stream. */
  public final int maxSessionsPerStream =
      orAll(
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
          "Viewers of one address; an IPv6 address counts by its /64 in all these limits.");

  /** Largest number of sessions that are answered and not connected yet. */
  public final int maxConnecting =
      setting(
          "limits.connecting",
          integer(1, MAX_SESSIONS),
          "1000",
          "Viewers in all that are answered and whose handshake is not over.");

  /** Time without a valid connectivity check after which a session ends (RFC 7675). */
  public final Duration consentTimeout =
      setting(
          "sessions.consentTimeoutSeconds",
          seconds(5, 600),
          "30",
          "A viewer that sent no valid connectivity check for so long is gone.");

  /** Whether a viewer that does not offer the profile of the stream gets its picture. */
  public final ProfileMatch profileMatch =
      setting(
          "whep.profileMatch",
          choice(ProfileMatch.class),
          "lenient",
          "Whether viewers whose offer has no H.264 profile and level that covers the stream's get"
              + " its picture all the same, which most can show (lenient), or not (strict).");

  /** How media is sent. */
  public final SendingKeys sending = group(SendingKeys::new);

  /** Reads the group. */
  public SessionKeys(SettingsSource source) throws SettingsException {
    super(source);
    require(
        maxSessionsPerStream <= maxSessions,
        "sessions.maxPerStream is %d, but allowed is at most sessions.max, which is %d."
            .formatted(maxSessionsPerStream, maxSessions));
  }

  private int orAll(int limit) {
    return limit == 0 ? maxSessions : limit;
  }

  boolean strictProfile() {
    return profileMatch == ProfileMatch.STRICT;
  }
}
