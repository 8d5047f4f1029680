package dev.sluice.app;

import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.Action;
import dev.sluice.net.auth.AuthSettings;
import dev.sluice.net.auth.Authorizers;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.ControlGuard;
import dev.sluice.source.push.PushGate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The access control of all routes.
 *
 * @param guard checks rights to watch and to publish
 * @param control protects the control socket
 * @param publishing checks pushers; the token of the control socket includes the right to publish
 */
record Access(AccessGuard guard, ControlGuard control, PushGate publishing) {
  private static final String INGEST = "/ingest/";

  static Access of(ServiceSettings settings, ClientAddresses clients, ResourceStack resources) {
    AccessGuard guard =
        new AccessGuard(
            resources.add(Authorizers.of(settings.auth)),
            clients,
            settings.auth.checksPerSecond,
            new LimitKeys(settings.rates.exempt));
    String token = settings.control.token;
    if (settings.auth.mode == AuthSettings.Mode.OFF) {
      return new Access(guard, new ControlGuard(token), PushGate.OPEN);
    }
    ControlGuard control = new ControlGuard(token, Optional.of(INGEST));
    return new Access(
        guard,
        control,
        (stream, request, response) ->
            control.hasToken(request)
                ? OptionalLong.empty()
                : guard.require(Action.PUBLISH, stream, request, response));
  }
}
