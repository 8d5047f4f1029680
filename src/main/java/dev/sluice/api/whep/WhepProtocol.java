package dev.sluice.api.whep;

import static dev.sluice.base.settings.AddressTypes.baseUrl;
import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.net.URI;
import java.util.Optional;

/** Choices left open by the WHEP specification; docs/whep.md explains them. */
public final class WhepProtocol extends SettingsGroup {
  /** The {@code If-Match} that a PATCH needs. */
  public enum IfMatchRule {
    /** None before the first ICE restart. */
    LENIENT,
    /** The exact entity tag, always. */
    STRICT
  }

  /** The response to an offer that cannot be answered. */
  public enum CounterOfferRule {
    /** 400: some clients take 406 for something else. */
    OFF,
    /** 406 with a counter-offer. */
    ON
  }

  /** The {@code If-Match} that a PATCH needs. */
  public final IfMatchRule preconditions =
      setting(
          "whep.preconditions",
          choice(IfMatchRule.class),
          "lenient",
          "Exact `If-Match` of a PATCH: strict requires it always, lenient only after an ICE"
              + " restart.");

  /** Base address of the instance that all POSTs are redirected to, without a slash at its end. */
  public final Optional<String> redirect =
      setting(
          "whep.redirect",
          baseUrl().map(url -> url.map(WhepProtocol::withoutSlash)),
          "",
          "Base address of another instance. Every request for playback is redirected there"
              + " with 307.");

  /** STUN and TURN servers sent to viewers. */
  public final IceServers iceServers = group(IceServerSettings::new).servers();

  /** Largest number of event subscriptions; 0 turns events off. */
  public final int maxEventStreams =
      setting(
          "whep.maxEventStreams",
          integer(0, 1_000_000),
          "5000",
          "Event streams of viewers at once; 0 offers none. One address may have a quarter of the"
              + " free ones, and always one. limits.exempt applies.");

  /** The response to an offer that cannot be answered. */
  public final CounterOfferRule counterOffer =
      setting(
          "whep.counterOffer",
          choice(CounterOfferRule.class),
          "off",
          "Response to an offer that cannot be answered: off is 400, on is 406 with a"
              + " counter-offer.");

  /** Reads the group. */
  public WhepProtocol(SettingsSource source) throws SettingsException {
    super(source);
  }

  private static String withoutSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  boolean strictPreconditions() {
    return preconditions == IfMatchRule.STRICT;
  }

  boolean counterOffers() {
    return counterOffer == CounterOfferRule.ON;
  }
}
