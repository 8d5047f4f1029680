package dev.sluice.viewer.session;

import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.rtc.stun.StunPeek;
import dev.sluice.stream.Stream;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All sessions: by id for the API, by ufrag and by address for datagrams. Safe for any thread.
 *
 * <p>A session is in here from its answer to its end, and leaves every map at once.
 */
public final class Sessions {
  private final SessionFactory factory;
  private final SessionCounters counters = new SessionCounters();
  private final Places places;
  private final Proposals proposals;
  private final SendSettings sending;
  private final Map<String, ViewerSession> byId = new ConcurrentHashMap<>();
  private final Map<String, ViewerSession> byUfrag = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, ViewerSession> byAddress = new ConcurrentHashMap<>();

  /**
   * @param factory negotiates and makes the sessions
   */
  public Sessions(SessionSettings settings, SessionFactory factory) {
    this.places = new Places(settings);
    this.sending = settings.sending();
    this.factory = factory;
    this.proposals = new Proposals(settings, factory, places, this);
  }

  /**
   * Answers an offer and waits for its viewer to connect.
   *
   * @param stream a playable one
   * @throws SdpException when the offer cannot be answered; the message says why
   * @throws SessionLimitException when there are as many sessions as may be
   */
  public CreatedSession create(Stream stream, SdpOffer offer, long nowNanos)
      throws SdpException, SessionLimitException {
    return create(stream, offer, Admission.UNLIMITED, nowNanos);
  }

  /** The same for a viewer that was let in on certain terms. */
  public CreatedSession create(Stream stream, SdpOffer offer, Admission admission, long nowNanos)
      throws SdpException, SessionLimitException {
    Places.Place place = places.take(stream.name(), admission.client());
    SessionFactory.Made made;
    try {
      made =
          factory.make(
              factory.draft(),
              stream,
              offer,
              new SessionFactory.Terms(admission, place),
              nowNanos,
              this);
    } catch (SdpException | RuntimeException e) {
      place.free();
      throw e;
    }
    return add(made);
  }

  CreatedSession add(SessionFactory.Made made) {
    ViewerSession session = made.session();
    byId.put(session.id(), session);
    session.iceState().localUfrags().forEach(ufrag -> byUfrag.put(ufrag, session));
    counters.count(SessionCounters.Event.CREATED);
    String entityTag = session.ice().entityTag();
    return new CreatedSession(session.id(), made.answer(), entityTag, made.warnings());
  }

  /** Offers of ours. */
  public Proposals proposals() {
    return proposals;
  }

  /**
   * Restarts ICE of a session: from the return on, checks with the new credentials are answered.
   * Those with the old ones are, too, and media goes where it went, until a path is nominated with
   * the new ones.
   *
   * @param expected the generation that the viewer knows
   * @param remote the viewer's new credentials
   * @return empty when there was another restart in between, or the session is over
   */
  public Optional<RestartedIce> restart(
      ViewerSession session, IceGeneration expected, IceCredentials remote) {
    IceGeneration next = factory.after(expected, remote);
    // Before anybody is told of it, so that no check comes too early.
    byUfrag.put(next.local().ufrag(), session);
    boolean asked = session.iceState().restart(expected, next);
    if (!asked || session.ended()) {
      forgetUfrag(next.local().ufrag(), session);
      return Optional.empty();
    }
    counters.count(SessionCounters.Event.ICE_RESTART_ASKED);
    return Optional.of(new RestartedIce(next.entityTag(), session.iceState().fragment(next)));
  }

  /** How media is sent. */
  public SendSettings sending() {
    return sending;
  }

  /** The session of that id. */
  public Optional<ViewerSession> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The session that a STUN datagram names by its ufrag, or null; nothing is authenticated here.
   */
  public @Nullable ViewerSession byCheck(byte[] datagram, int offset, int length) {
    String ufrag = StunPeek.localUfrag(datagram, offset, length);
    return ufrag == null ? null : byUfrag.get(ufrag);
  }

  /** The session from whose viewer a valid check came at that address, or null. */
  public @Nullable ViewerSession byAddress(InetSocketAddress address) {
    return byAddress.get(address);
  }

  /** Count of sessions that are answered and not connected yet. */
  public int connecting() {
    return places.connecting();
  }

  /** How much is kept of all sessions, in entries of all tables; 0 when there are none. */
  public int retained() {
    return byId.size()
        + byUfrag.size()
        + byAddress.size()
        + places.taken()
        + places.keys()
        + proposals.count();
  }

  /** Count of sessions. */
  public int count() {
    return byId.size();
  }

  /** Count of sessions of one stream. */
  public int count(Stream stream) {
    return (int) byId.values().stream().filter(session -> session.stream() == stream).count();
  }

  /** Counts of sessions of all streams that have any. */
  public Map<Stream, Integer> countsByStream() {
    Map<Stream, Integer> counts = new HashMap<>();
    byId.values().forEach(session -> counts.merge(session.stream(), 1, Integer::sum));
    return counts;
  }

  /** The sessions of one stream, by id. */
  public List<ViewerSession> of(Stream stream) {
    return byId.values().stream()
        .filter(session -> session.stream() == stream)
        .sorted(Comparator.comparing(ViewerSession::id))
        .toList();
  }

  /** What happened to all of them. */
  public SessionCounters counters() {
    return counters;
  }

  /** Ends the sessions that nobody has claimed in time. To be called about once a second. */
  public void reap(long nowNanos) {
    proposals.reap(nowNanos);
    for (ViewerSession session : byId.values()) {
      if (session.owner() == null) {
        session.endIfOver(nowNanos);
      }
    }
  }

  /** Ends all of them. */
  public void endAll(EndReason reason) {
    Collection<ViewerSession> all = List.copyOf(byId.values());
    all.forEach(session -> session.end(reason));
  }

  /** A valid check of this session came from there. */
  void validated(InetSocketAddress address, ViewerSession session) {
    if (byAddress.get(address) != session) {
      byAddress.put(address, session);
    }
  }

  /** Datagrams from there are not this session's any more. */
  void forget(InetSocketAddress address, ViewerSession session) {
    byAddress.remove(address, session);
  }

  /** Checks with that ufrag are not this session's any more. */
  void forgetUfrag(String ufrag, ViewerSession session) {
    byUfrag.remove(ufrag, session);
  }

  void remove(ViewerSession session, EndReason reason) {
    byId.remove(session.id(), session);
    session.iceState().localUfrags().forEach(ufrag -> byUfrag.remove(ufrag, session));
    session.remotes().forEach(address -> byAddress.remove(address, session));
    session.place().free();
    counters.countEnd(reason);
  }
}
