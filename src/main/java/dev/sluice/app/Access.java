package dev.sluice.app;

import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.Action;
import dev.sluice.net.auth.AuthSettings;
import dev.sluice.net.auth.Authorizers;
import dev.sluice.net.auth.Decision;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.ControlGuard;
import dev.sluice.source.push.PushGate;
import dev.sluice.source.supervisor.PublishRefusedException;
import dev.sluice.source.supervisor.PublishRights;
import java.util.List;
import java.util.OptionalLong;

/**
 * The access control of all routes.
 *
 * @param guard checks rights to watch and to publish
 * @param control protects the control socket
 * @param publishing checks pushers; the token of the control socket includes the right to publish
 * @param rights checks publishers of protocols other than HTTP, in the same way
 * @param rtmp the same for RTMP, which has no passphrase: without {@code auth.mode} it needs the
 *     token of the control socket, as pushes do
 */
record Access(
    AccessGuard guard,
    ControlGuard control,
    PushGate publishing,
    PublishRights rights,
    PublishRights rtmp) {
  /** Paths of publishers: their own right, or the token of the control socket. */
  private static final List<String> PUBLISHING = List.of("/ingest/", "/ai/trickle/");

  static Access of(ServiceSettings settings, ClientAddresses clients, ResourceStack resources) {
    AccessGuard guard =
        new AccessGuard(
            resources.add(Authorizers.of(settings.auth)),
            clients,
            settings.auth.checksPerSecond,
            new LimitKeys(settings.rates.exempt));
    String token = settings.control.token;
    if (settings.auth.mode == AuthSettings.Mode.OFF) {
      ControlGuard control = new ControlGuard(token);
      return new Access(
          guard,
          control,
          PushGate.OPEN,
          PublishRights.OPEN,
          token.isEmpty() ? PublishRights.OPEN : byToken(control));
    }
    ControlGuard control = new ControlGuard(token, PUBLISHING);
    PublishRights rights =
        (stream, shown, client) ->
            control.isToken(shown)
                ? OptionalLong.empty()
                : expiry(guard.require(Action.PUBLISH, stream, shown, client));
    return new Access(
        guard,
        control,
        (stream, request, response) ->
            control.hasToken(request)
                ? OptionalLong.empty()
                : guard.require(Action.PUBLISH, stream, request, response),
        rights,
        rights);
  }

  private static PublishRights byToken(ControlGuard control) {
    return (stream, shown, client) -> {
      if (!control.isToken(shown)) {
        throw new PublishRefusedException(
            PublishRefusedException.Cause.TOKEN,
            "Send the configured control.token as ?token=TOKEN behind the name.");
      }
      return OptionalLong.empty();
    };
  }

  private static OptionalLong expiry(Decision decision) throws PublishRefusedException {
    return switch (decision) {
      case Decision.Granted granted -> granted.expiryNanos();
      case Decision.Refused refused ->
          throw new PublishRefusedException(
              switch (refused.reason()) {
                case NO_TOKEN, BAD_TOKEN, NOT_VALID_NOW -> PublishRefusedException.Cause.TOKEN;
                case NOT_ALLOWED -> PublishRefusedException.Cause.FORBIDDEN;
                case TOO_OFTEN -> PublishRefusedException.Cause.TOO_OFTEN;
                case UNAVAILABLE -> PublishRefusedException.Cause.UNAVAILABLE;
              },
              refused.detail());
    };
  }
}
