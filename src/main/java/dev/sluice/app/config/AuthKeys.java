package dev.sluice.app.config;

import static dev.sluice.app.config.ConfigKey.key;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Keys on who may watch and publish; docs/auth.md explains them. */
final class AuthKeys {
  static final ConfigKey<AuthMode> MODE =
      key(
          "auth.mode",
          ValueType.choice(AuthMode.class),
          "off",
          "Who may watch and publish: everybody, holders of auth.tokens, holders of signed tokens,"
              + " or whom auth.webhook.url lets in; see [auth.md](auth.md).");
  static final ConfigKey<List<String>> TOKENS =
      key(
          "auth.tokens",
          AuthValues.grants(),
          "",
          "Tokens and what each is good for, such as `play:live:TOKEN`; with auth.mode tokens.");
  static final ConfigKey<String> JWT_SECRET =
      key(
          "auth.jwt.secret",
          AuthValues.secret(32),
          "",
          "Secret that tokens are signed with (HS256); empty accepts none of these.");
  static final ConfigKey<Optional<URI>> JWT_KEYS =
      key(
          "auth.jwt.jwksUrl",
          AuthValues.url(),
          "",
          "Where the public keys are (JWKS) that tokens are signed with (RS256, ES256).");
  static final ConfigKey<String> JWT_ISSUER =
      key(
          "auth.jwt.issuer",
          AuthValues.text(),
          "",
          "What a token's claim `iss` must be; empty asks for none.");
  static final ConfigKey<String> JWT_AUDIENCE =
      key(
          "auth.jwt.audience",
          AuthValues.text(),
          "",
          "What a token's claim `aud` must contain; empty asks for none.");
  static final ConfigKey<Integer> JWT_LEEWAY_SECONDS =
      key(
          "auth.jwt.leewaySeconds",
          ValueType.integer(0, 300),
          "5",
          "How far the clocks of who signs tokens and this service may differ.");
  static final ConfigKey<Integer> JWT_CACHE_SECONDS =
      key(
          "auth.jwt.cacheSeconds",
          ValueType.integer(10, 86_400),
          "300",
          "How long the keys of auth.jwt.jwksUrl are used before they are fetched again.");
  static final ConfigKey<Optional<URI>> WEBHOOK_URL =
      key(
          "auth.webhook.url",
          AuthValues.url(),
          "",
          "Whom to ask; with auth.mode webhook. No answer is a refusal.");
  static final ConfigKey<Integer> WEBHOOK_TIMEOUT_MILLIS =
      key(
          "auth.webhook.timeoutMillis",
          ValueType.integer(100, 10_000),
          "3000",
          "How long to wait for its answer.");
  static final ConfigKey<Integer> WEBHOOK_CACHE_SECONDS =
      key(
          "auth.webhook.cacheSeconds",
          ValueType.integer(0, 3600),
          "10",
          "How long its answer holds for the same question.");

  /** In the order of the documentation. */
  static final List<ConfigKey<?>> ALL =
      List.of(
          MODE,
          TOKENS,
          JWT_SECRET,
          JWT_KEYS,
          JWT_ISSUER,
          JWT_AUDIENCE,
          JWT_LEEWAY_SECONDS,
          JWT_CACHE_SECONDS,
          WEBHOOK_URL,
          WEBHOOK_TIMEOUT_MILLIS,
          WEBHOOK_CACHE_SECONDS);

  private AuthKeys() {}
}
