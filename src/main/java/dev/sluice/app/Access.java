package dev.sluice.app;

import dev.sluice.app.config.AuthMode;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.Action;
import dev.sluice.net.auth.Authorizer;
import dev.sluice.net.auth.Authorizers;
import dev.sluice.net.auth.JwtSettings;
import dev.sluice.net.auth.WebhookSettings;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.ControlGuard;
import dev.sluice.source.push.PushGate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who may do what: on the public socket, on the control socket, and as a source.
 *
 * @param guard asks for rights to watch and to publish
 * @param control keeps strangers off the control socket
 * @param publishing asks pushers; who has the control socket's token may push as well
 */
record Access(AccessGuard guard, ControlGuard control, PushGate publishing) {
  private static final String INGEST = "/ingest/";

  static Access of(SluiceConfig config, ClientAddresses clients, ResourceStack resources) {
    AccessGuard guard = new AccessGuard(resources.add(authorizer(config.auth())), clients);
    String token = config.control().token();
    if (config.auth().mode() == AuthMode.OFF) {
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

  private static Authorizer authorizer(SluiceConfig.Auth auth) {
    SluiceConfig.Webhook webhook = auth.webhook();
    return switch (auth.mode()) {
      case OFF -> Authorizer.OPEN;
      case TOKENS -> Authorizers.tokens(auth.tokens());
      case JWT -> Authorizers.jwt(jwt(auth.jwt()));
      case WEBHOOK ->
          Authorizers.webhook(
              new WebhookSettings(webhook.url().orElseThrow(), webhook.timeout(), webhook.cache()));
    };
  }

  private static JwtSettings jwt(SluiceConfig.Jwt jwt) {
    return new JwtSettings(
        jwt.secret(), jwt.jwksUrl(), jwt.issuer(), jwt.audience(), jwt.leeway(), jwt.cache());
  }
}
