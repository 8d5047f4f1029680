package dev.sluice.viewer.session;

import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.viewer.negotiate.IceGeneration;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import dev.sluice.viewer.send.SendSettings;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionCounters;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * All sessions: created here, found by id for the API, by ufrag and by address for datagrams. Safe
 * for any thread.
 *
 * <p>A session is in the registry from its answer to its end.
 */
public final class Sessions {
  private final SessionNegotiator negotiator;
  private final SessionCounters counters = new SessionCounters();
  private final SessionTable table = new SessionTable(counters);
  private final SessionLimiter limiter;
  private final SessionCreator creator;
  private final PendingCounterOffers counterOffers;
  private final SendSettings sending;

  /** Sessions without lines in the log. */
  public Sessions(
      SessionSettings settings, SessionNegotiator negotiator, ThreadFactory handshakes) {
    this(settings, negotiator, handshakes, ViewerLog.silent());
  }

  /**
   * @param negotiator answers offers
   * @param handshakes makes a virtual thread for each DTLS handshake
   * @param log of the viewers
   */
  public Sessions(
      SessionSettings settings,
      SessionNegotiator negotiator,
      ThreadFactory handshakes,
      ViewerLog log) {
    this.negotiator = negotiator;
    this.limiter = new SessionLimiter(settings);
    this.creator = new SessionCreator(negotiator, table, counters, handshakes, log);
    this.counterOffers =
        new PendingCounterOffers(settings.negotiation.connectTimeout.toNanos(), limiter, creator);
    this.sending = settings.negotiation.sending;
  }

  /**
   * Answers an offer and creates its session, which then waits for the viewer to connect.
   *
   * @param stream a playable stream
   * @throws SdpException when the offer cannot be answered; the message says why
   * @throws SessionLimitException when a limit on sessions is reached
   */
  public CreatedSession create(Stream stream, SdpOffer offer, long nowNanos)
      throws SdpException, SessionLimitException {
    return create(stream, offer, ViewerGrant.UNLIMITED, nowNanos);
  }

  /** Answers an offer of a viewer with a limited grant, at the time of its arrival. */
  public CreatedSession create(Stream stream, SdpOffer offer, ViewerGrant grant, long nowNanos)
      throws SdpException, SessionLimitException {
    return create(stream, offer, grant, nowNanos, nowNanos);
  }

  /**
   * Answers an offer of a viewer with a limited grant.
   *
   * @param offeredNanos time at which the offer arrived, for the log
   */
  public CreatedSession create(
      Stream stream, SdpOffer offer, ViewerGrant grant, long offeredNanos, long nowNanos)
      throws SdpException, SessionLimitException {
    SessionLimiter.Slot slot = limiter.take(stream.name(), grant.client());
    try {
      return creator.create(negotiator.draft(), stream, offer, grant, slot, offeredNanos, nowNanos);
    } catch (SdpException | RuntimeException e) {
      slot.free();
      throw e;
    }
  }

  /**
   * Answers an offer before its stream is playable. The session waits for the viewer to connect,
   * and then for media.
   *
   * @param promise of the stream, closed when the session ends or if none is created
   * @param offeredNanos time at which the offer arrived, for the log
   */
  public CreatedSession create(
      StreamPromise promise, SdpOffer offer, ViewerGrant grant, long offeredNanos, long nowNanos)
      throws SdpException, SessionLimitException {
    try {
      SessionLimiter.Slot slot = limiter.take(promise.stream().name(), grant.client());
      try {
        return creator.create(
            negotiator.draft(), promise, offer, grant, slot, offeredNanos, nowNanos);
      } catch (SdpException | RuntimeException e) {
        slot.free();
        throw e;
      }
    } catch (SdpException | SessionLimitException | RuntimeException e) {
      promise.close();
      throw e;
    }
  }

  /** Counter-offers that wait for an answer. */
  public PendingCounterOffers counterOffers() {
    return counterOffers;
  }

  /**
   * Restarts ICE of a session. After the return, checks with new and with old credentials are
   * answered. Media keeps its path until a path is nominated with the new credentials.
   *
   * @param expected the generation known to the viewer
   * @param remote the viewer's new credentials
   * @return empty when there was another restart in between, or the session has ended
   */
  public Optional<RestartedIce> restart(
      ViewerSession session, IceGeneration expected, IceCredentials remote) {
    IceGeneration next = negotiator.after(expected, remote);
    // Before the answer to the viewer, so that no check arrives too early.
    table.addUfrag(next.local().ufrag(), session);
    boolean asked = session.iceState().restart(expected, next, session);
    if (!asked || session.ended()) {
      table.removeUfrag(next.local().ufrag(), session);
      return Optional.empty();
    }
    counters.count(SessionCounters.Event.ICE_RESTART_ASKED);
    return Optional.of(new RestartedIce(next.entityTag(), session.iceState().fragment(next)));
  }

  /** Settings of sending. */
  public SendSettings sending() {
    return sending;
  }

  /** The session of that id. */
  public Optional<ViewerSession> find(String id) {
    return Optional.ofNullable(table.byId(id));
  }

  /**
   * The session that a STUN datagram names by its ufrag, or null; nothing is authenticated here.
   */
  public @Nullable ViewerSession byCheck(byte[] datagram, int offset, int length) {
    return table.byCheck(datagram, offset, length);
  }

  /** The session whose viewer sent a valid check from that address, or null. */
  public @Nullable ViewerSession byAddress(InetSocketAddress address) {
    return table.byAddress(address);
  }

  /** Count of sessions with an answer that are not connected yet. */
  public int connecting() {
    return limiter.connecting();
  }

  /** Count of entries of all tables about sessions; 0 when there are none. */
  public int retained() {
    return table.entries() + limiter.taken() + limiter.keys() + counterOffers.count();
  }

  /** All sessions. */
  public List<ViewerSession> all() {
    return List.copyOf(table.all());
  }

  /** Count of sessions. */
  public int count() {
    return table.all().size();
  }

  /** Count of sessions of one stream. */
  public int count(Stream stream) {
    return (int) table.all().stream().filter(session -> session.stream() == stream).count();
  }

  /** Counts of sessions by stream; streams without sessions are absent. */
  public Map<Stream, Integer> countsByStream() {
    Map<Stream, Integer> counts = new HashMap<>();
    table.all().forEach(session -> counts.merge(session.stream(), 1, Integer::sum));
    return counts;
  }

  /** The sessions of one stream, in order of their ids. */
  public List<ViewerSession> of(Stream stream) {
    return table.all().stream()
        .filter(session -> session.stream() == stream)
        .sorted(Comparator.comparing(ViewerSession::id))
        .toList();
  }

  /** Count of sessions with an eager answer that have had no media yet. */
  public int waiting() {
    return (int) table.all().stream().filter(ViewerSession::waits).count();
  }

  /** Counters of all sessions together. */
  public SessionCounters counters() {
    return counters;
  }

  /** Ends the sessions that no shard has claimed in time. To be called about once a second. */
  public void reap(long nowNanos) {
    counterOffers.reap(nowNanos);
    for (ViewerSession session : table.all()) {
      if (session.owner() == null) {
        session.endIfLate(nowNanos);
      }
    }
  }

  /** Ends all sessions. Returns the number of those that were connected. */
  public int endAll(EndReason reason) {
    int connected = 0;
    for (ViewerSession session : List.copyOf(table.all())) {
      connected += session.stats().connected() ? 1 : 0;
      session.end(reason);
    }
    return connected;
  }
}
