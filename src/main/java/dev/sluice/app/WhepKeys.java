package dev.sluice.app;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.api.whep.IceServers;
import dev.sluice.base.settings.AddressTypes;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Requests for playback, and the choices that the WHEP specification leaves. */
public final class WhepKeys extends SettingsGroup {
  /** GStreamer's whepsrc gives up after 15 s, and the answer needs time to travel. */
  private static final int WAIT_WARNING_SECONDS = 12;

  private static final int MAX_WAITING = 100_000;

  /** What a PATCH needs in its {@code If-Match}. */
  public enum PreconditionRule {
    /** Nothing before the first ICE restart. */
    LENIENT,
    /** The exact entity tag, always. */
    STRICT
  }

  /** Answer to an offer that cannot be answered. */
  public enum CounterOfferRule {
    /** 400: some clients take 406 for something else. */
    OFF,
    /** 406 with an offer of the service. */
    ON
  }

  /** Time for which a request for a stream without output is held. */
  public final Duration waitForStream =
      setting(
          "whep.waitSeconds",
          seconds(0, 60),
          "8",
          "How long a request for a stream without output is held; clients give up at 15, so more"
              + " than 12 is warned about.");

  /** Largest number of requests held at once. */
  public final int maxWaiting =
      setting("whep.maxWaiting", integer(1, MAX_WAITING), "1000", "Requests held at once.");

  /** Largest number of requests held at once for one stream. */
  public final int maxWaitingPerStream =
      setting(
          "limits.waitingPerStream",
          integer(1, MAX_WAITING),
          "1000",
          "Requests held at once for one stream.");

  /** Largest number of requests held at once of one client address. */
  public final int maxWaitingPerClient =
      setting(
          "limits.waitingPerAddress",
          integer(1, MAX_WAITING),
          "50",
          "Requests held at once of one address.");

  /** {@code Retry-After} of answers with 409 and 503. */
  public final Duration retryAfter =
      setting(
          "whep.retryAfterSeconds",
          seconds(1, 3600),
          "2",
          "`Retry-After` for clients that have to come again.");

  /** What a PATCH needs in its {@code If-Match}. */
  public final PreconditionRule preconditions =
      setting(
          "whep.preconditions",
          choice(PreconditionRule.class),
          "lenient",
          "Whether a PATCH must carry an exact `If-Match`: strict asks for it always, lenient only"
              + " after an ICE restart.");

  /** Base address of another instance to which every POST is redirected. */
  public final Optional<URI> redirect =
      setting(
          "whep.redirect",
          AddressTypes.baseUrl(),
          "",
          "Base address of another instance, to which every request for playback is sent on with"
              + " 307.");

  /** STUN and TURN servers announced to viewers. */
  public final IceServers iceServers = group(IceServerKeys::new).servers();

  /** Largest number of event subscriptions; 0 for no events. */
  public final int maxEventStreams =
      setting(
          "whep.maxEventStreams",
          integer(0, 1_000_000),
          "5000",
          "Viewers that are told of events at once; 0 offers none.");

  /** Answer to an offer that cannot be answered. */
  public final CounterOfferRule counterOffer =
      setting(
          "whep.counterOffer",
          choice(CounterOfferRule.class),
          "off",
          "Whether an offer that cannot be answered is met with 406 and an offer of the service.");

  /** Reads the group. */
  public WhepKeys(SettingsSource source) throws SettingsException {
    super(source);
    warnIf(
        waitForStream.toSeconds() > WAIT_WARNING_SECONDS,
        "whep.waitSeconds is %d: clients give up after 15 seconds, so more than %d leaves them without answer."
            .formatted(waitForStream.toSeconds(), WAIT_WARNING_SECONDS));
  }
}
