package dev.sluice.viewer.session;

import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.stream.life.Stream;
import dev.sluice.viewer.negotiate.SessionDraft;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counter-offers that wait for the viewer's answer (draft-ietf-wish-whep). Each holds the slot of a
 * session and frees it if no answer arrives in time. Safe for any thread.
 */
public final class PendingCounterOffers {
  private final long answerTimeoutNanos;
  private final SessionNegotiator negotiator;
  private final SessionLimiter limiter;
  private final SessionCreator creator;
  private final Map<String, Pending> byId = new ConcurrentHashMap<>();

  private record Pending(
      SessionDraft draft,
      Stream stream,
      ViewerGrant grant,
      SessionLimiter.Slot slot,
      long deadlineNanos) {}

  /**
   * A counter-offer for the viewer.
   *
   * @param id of the future session
   * @param sdp text of the counter-offer
   * @param entityTag of the session's first ICE generation, without quotes
   */
  public record Created(String id, String sdp, String entityTag) {}

  PendingCounterOffers(long answerTimeoutNanos, SessionLimiter limiter, SessionCreator creator) {
    this.answerTimeoutNanos = answerTimeoutNanos;
    this.negotiator = creator.negotiator();
    this.limiter = limiter;
    this.creator = creator;
  }

  /**
   * Creates a counter-offer of all tracks of a stream.
   *
   * @throws SdpException when the stream has no track
   * @throws SessionLimitException when a limit on sessions is reached
   */
  public Created create(Stream stream, ViewerGrant grant, long nowNanos)
      throws SdpException, SessionLimitException {
    SessionLimiter.Slot slot = limiter.take(stream.name(), grant.client());
    try {
      SessionDraft draft = negotiator.draft();
      String sdp = negotiator.counterOffer(draft, stream);
      byId.put(draft.id(), new Pending(draft, stream, grant, slot, nowNanos + answerTimeoutNanos));
      return new Created(draft.id(), sdp, draft.entityTag());
    } catch (SdpException | RuntimeException e) {
      slot.free();
      throw e;
    }
  }

  /** Whether a counter-offer of that id waits for an answer. */
  public boolean isPending(String id, String streamName) {
    Pending pending = byId.get(id);
    return pending != null && pending.stream.name().equals(streamName);
  }

  /**
   * Creates the session from the viewer's answer.
   *
   * @return false if there is no such counter-offer, or if it has expired
   * @throws SdpException when the answer cannot be used; the counter-offer stays pending
   */
  public boolean answer(String id, SdpOffer answer, long nowNanos) throws SdpException {
    Pending pending = byId.remove(id);
    if (pending == null) {
      return false;
    }
    try {
      CreatedSession unused =
          creator.create(
              pending.draft,
              pending.stream,
              answer,
              pending.grant,
              pending.slot,
              nowNanos,
              nowNanos);
      return true;
    } catch (SdpException | RuntimeException e) {
      byId.put(id, pending);
      throw e;
    }
  }

  /** Withdraws a counter-offer; false if there is none with that id. */
  public boolean withdraw(String id) {
    Pending pending = byId.remove(id);
    if (pending != null) {
      pending.slot.free();
    }
    return pending != null;
  }

  int count() {
    return byId.size();
  }

  void reap(long nowNanos) {
    byId.forEach(
        (id, pending) -> {
          if (nowNanos - pending.deadlineNanos > 0 && byId.remove(id, pending)) {
            pending.slot.free();
          }
        });
  }
}
