package dev.sluice.api.whep;

import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.time.Duration;

/** Requests for playback: POSTs on the endpoint. */
public final class WhepSettings extends SettingsGroup {
  /** GStreamer's whepsrc gives up after 15 s, and the answer needs time to travel. */
  private static final int WAIT_WARNING_SECONDS = 12;

  private static final int MAX_WAITING = 100_000;

  /** Time for which a request for a stream without output is held. */
  public final Duration waitForStream =
      setting(
          "whep.waitSeconds",
          seconds(0, 60),
          "8",
          "Time for which a request for a stream without output is held. Clients give up after"
              + " 15 s; a value above 12 causes a warning.");

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
          "`Retry-After` of answers with 409 and 503.");

  /** Choices left open by the specification. */
  public final WhepProtocol protocol = group(WhepProtocol::new);

  /** Reads the group. */
  public WhepSettings(SettingsSource source) throws SettingsException {
    super(source);
    warnIf(
        waitForStream.toSeconds() > WAIT_WARNING_SECONDS,
        ("whep.waitSeconds is %d: clients give up after 15 seconds, so more than %d leaves them"
                + " without answer.")
            .formatted(waitForStream.toSeconds(), WAIT_WARNING_SECONDS));
  }
}
