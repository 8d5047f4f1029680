package dev.sluice.app.config;

/** What happens to a pusher that comes while another one feeds the same stream. */
public enum Takeover {
  /** The new one feeds the stream from now on, the old one is closed. */
  REPLACE,
  /** The new one is answered 409. */
  REJECT
}
