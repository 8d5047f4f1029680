package dev.sluice.whep;

/**
 * Where the specification leaves a choice.
 *
 * @param strictPreconditions whether PATCH must carry an exact {@code If-Match}
 */
public record WhepProtocol(boolean strictPreconditions) {
  /** What holds where nothing is configured: what the clients that exist need. */
  public static final WhepProtocol LENIENT = new WhepProtocol(false);
}
