package dev.sluice.stream.publish;

import java.util.Locale;

/**
 * How the service makes a supplied track. A kind with a lower ordinal goes before those with a
 * higher one.
 */
public enum SupplyKind {
  /** Made from another track of the stream's log. */
  TRANSCODED,
  /** Opus silence. */
  SILENCE;

  /** Name in the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
