package dev.sluice.app.config;

/** Whether the service offers where it cannot answer. */
public enum CounterOffers {
  /** It says 400: clients exist that take 406 for something else. */
  OFF,
  /** It says 406 with an offer. */
  ON
}
