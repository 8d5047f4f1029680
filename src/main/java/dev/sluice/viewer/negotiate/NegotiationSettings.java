package dev.sluice.viewer.negotiate;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import dev.sluice.viewer.send.SendSettings;
import java.time.Duration;

/** Timeouts of a session, the choice of media, and how media is sent. */
public final class NegotiationSettings extends SettingsGroup {
  /** Comparison of the H.264 profiles and levels of an offer with those of the stream. */
  public enum ProfileMatch {
    /**
     * Every viewer that offers H.264 gets the video; most decoders support more than the offer
     * states.
     */
    LENIENT,
    /** The offer must cover the profile and level of the stream. */
    STRICT
  }

  /** Time without a valid connectivity check after which a session ends (RFC 7675). */
  public final Duration consentTimeout =
      setting(
          "sessions.consentTimeoutSeconds",
          seconds(5, 600),
          "30",
          "Time without a valid connectivity check after which a session ends.");

  /** Time from the answer, or from a counter-offer, to the end of the DTLS handshake. */
  public final Duration connectTimeout =
      setting(
          "sessions.connectTimeoutSeconds",
          seconds(2, 60),
          "10",
          "Time from the answer to the end of the handshake, after which a session ends.");

  /** Required match of profile and level between offer and stream. */
  public final ProfileMatch profileMatch =
      setting(
          "whep.profileMatch",
          choice(ProfileMatch.class),
          "lenient",
          "Check of an offer's H.264 profile and level: lenient sends the video in any case,"
              + " and most viewers can decode it; strict requires a profile and level that cover the"
              + " stream's.");

  /** Answers before the stream has output. */
  public final EagerSettings eager = group(EagerSettings::new);

  /** Settings of sending. */
  public final SendSettings sending = group(SendSettings::new);

  /** Reads the group. */
  public NegotiationSettings(SettingsSource source) throws SettingsException {
    super(source);
  }

  boolean strictProfile() {
    return profileMatch == ProfileMatch.STRICT;
  }
}
