package dev.sluice.api.whep;

import java.util.Optional;

/**
 * Where the specification leaves a choice.
 *
 * @param strictPreconditions whether PATCH must carry an exact {@code If-Match}
 * @param redirect base address of another instance, to which all POSTs are sent on
 * @param iceServers what viewers are told of
 * @param maxEventStreams most subscriptions to events, 0 where there are none
 * @param counterOffers whether an offer that cannot be answered is met with one of ours
 */
public record WhepProtocol(
    boolean strictPreconditions,
    Optional<String> redirect,
    IceServers iceServers,
    int maxEventStreams,
    boolean counterOffers) {
  /** What holds where nothing is configured: what the clients that exist need. */
  public static final WhepProtocol LENIENT =
      new WhepProtocol(false, Optional.empty(), IceServers.NONE, 1000, false);
}
