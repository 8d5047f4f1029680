package dev.sluice.viewer.session;

import java.util.OptionalLong;

/**
 * On what terms a viewer was let in.
 *
 * @param client equal for all viewers that share one place in the limit per address; empty for one
 *     that the limit is not for
 * @param expiresNanos when the session ends because its right does; absent for never
 */
public record ViewerGrant(String client, OptionalLong expiresNanos) {
  /** For ever, and counted for nobody. */
  public static final ViewerGrant UNLIMITED = new ViewerGrant("", OptionalLong.empty());

  boolean expired(long nowNanos) {
    return expiresNanos.isPresent() && nowNanos - expiresNanos.getAsLong() >= 0;
  }
}
