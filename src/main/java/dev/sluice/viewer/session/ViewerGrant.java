package dev.sluice.viewer.session;

import java.util.OptionalLong;

/**
 * A viewer's right to watch.
 *
 * @param client key of the viewer in the limit per client; empty for a viewer exempt from it
 * @param expiresNanos end of the right and of the session; absent for never
 */
public record ViewerGrant(String client, OptionalLong expiresNanos) {
  /** Without expiry, exempt from the limit per client. */
  public static final ViewerGrant UNLIMITED = new ViewerGrant("", OptionalLong.empty());

  boolean expired(long nowNanos) {
    return expiresNanos.isPresent() && nowNanos - expiresNanos.getAsLong() >= 0;
  }
}
