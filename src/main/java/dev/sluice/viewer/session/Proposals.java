package dev.sluice.viewer.session;

import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.stream.Stream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Offers of ours that wait for a viewer's answer. Each occupies a session's place, and gives it
 * back when it was not answered in time. Safe for any thread.
 */
public final class Proposals {
  private final SessionSettings settings;
  private final SessionFactory factory;
  private final Places places;
  private final Sessions sessions;
  private final Map<String, Open> byId = new ConcurrentHashMap<>();

  private record Open(
      SessionFactory.Draft draft, Stream stream, SessionFactory.Terms terms, long deadlineNanos) {}

  /**
   * What a viewer is told.
   *
   * @param id of the session that is to be
   * @param offer the SDP text
   * @param entityTag of its ICE generation, without quotes
   */
  public record Proposal(String id, String offer, String entityTag) {}

  Proposals(SessionSettings settings, SessionFactory factory, Places places, Sessions sessions) {
    this.settings = settings;
    this.factory = factory;
    this.places = places;
    this.sessions = sessions;
  }

  /**
   * Makes an offer of all that the stream has.
   *
   * @throws SdpException when it has nothing
   * @throws SessionLimitException when there are as many sessions as may be
   */
  public Proposal propose(Stream stream, Admission admission, long nowNanos)
      throws SdpException, SessionLimitException {
    Places.Place place = places.take(stream.name(), admission.client());
    try {
      SessionFactory.Draft draft = factory.draft();
      String offer = factory.offer(draft, stream);
      byId.put(
          draft.id(),
          new Open(
              draft,
              stream,
              new SessionFactory.Terms(admission, place),
              nowNanos + settings.connectTimeoutNanos()));
      return new Proposal(draft.id(), offer, draft.entityTag());
    } catch (SdpException | RuntimeException e) {
      place.free();
      throw e;
    }
  }

  /** Whether an answer to that one is awaited. */
  public boolean isOpen(String id, String streamName) {
    Open open = byId.get(id);
    return open != null && open.stream.name().equals(streamName);
  }

  /**
   * Makes the session.
   *
   * @param answer the viewer's
   * @return false when it is not awaited any more
   * @throws SdpException when it cannot be used; another one is still awaited
   */
  public boolean accept(String id, SdpOffer answer, long nowNanos) throws SdpException {
    Open open = byId.remove(id);
    if (open == null) {
      return false;
    }
    try {
      CreatedSession unused =
          sessions.add(
              factory.make(open.draft, open.stream, answer, open.terms, nowNanos, sessions));
      return true;
    } catch (SdpException | RuntimeException e) {
      byId.put(id, open);
      throw e;
    }
  }

  /** Takes it back; whether it was awaited. */
  public boolean withdraw(String id) {
    Open open = byId.remove(id);
    if (open != null) {
      open.terms.place().free();
    }
    return open != null;
  }

  /** Count of those that are awaited. */
  int count() {
    return byId.size();
  }

  void reap(long nowNanos) {
    byId.forEach(
        (id, open) -> {
          if (nowNanos - open.deadlineNanos > 0 && byId.remove(id, open)) {
            open.terms.place().free();
          }
        });
  }
}
