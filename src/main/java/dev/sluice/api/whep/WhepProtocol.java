package dev.sluice.api.whep;

import java.util.Optional;

/**
 * Choices that the specification leaves.
 *
 * @param strictPreconditions whether PATCH must carry an exact {@code If-Match}
 * @param redirect base address of the instance that all POSTs are redirected to
 * @param iceServers STUN and TURN servers sent to viewers
 * @param maxEventStreams most subscriptions to events; 0 turns events off
 * @param counterOffers whether an offer that cannot be answered gets a counter-offer
 */
public record WhepProtocol(
    boolean strictPreconditions,
    Optional<String> redirect,
    IceServers iceServers,
    int maxEventStreams,
    boolean counterOffers) {
  /** The defaults, which suit existing clients. */
  public static final WhepProtocol LENIENT =
      new WhepProtocol(false, Optional.empty(), IceServers.NONE, 1000, false);
}
