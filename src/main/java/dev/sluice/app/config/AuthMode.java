package dev.sluice.app.config;

/** Who may watch and publish. */
public enum AuthMode {
  /** Everybody. */
  OFF,
  /** Who has one of the configured tokens. */
  TOKENS,
  /** Who has a signed token (JWT). */
  JWT,
  /** Whom a service of the operator's lets in. */
  WEBHOOK
}
