package dev.sluice.viewer.session;

import dev.sluice.rtc.answer.IceRestartAnswer;
import dev.sluice.rtc.ice.IceLiteAgent;
import dev.sluice.rtc.ice.IceOutcome;
import dev.sluice.rtc.stun.StunDrop;
import dev.sluice.viewer.negotiate.IceGeneration;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.stats.SessionCounters;
import dev.sluice.viewer.stats.SessionCounters.Event;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ICE of one session: the agent, its restarts, and the routes that checks have validated. {@link
 * #newest}, {@link #restart} and {@link #fragment} are safe for any thread; the rest is for the
 * thread of the session's owner.
 */
final class SessionIce {
  private final IceLiteAgent agent;
  private final IceGenerations generations;
  private final IceRestartAnswer answered;
  private final SessionRegistry registry;
  private final SessionCounters counters;
  private final Routes routes = new Routes();
  private @Nullable Route route;

  /**
   * @param first generation, with the credentials of the agent
   * @param answered the answer's lines about ICE
   */
  SessionIce(
      IceLiteAgent agent,
      IceGeneration first,
      IceRestartAnswer answered,
      SessionRegistry registry,
      SessionCounters counters) {
    this.agent = agent;
    this.generations = new IceGenerations(first);
    this.answered = answered;
    this.registry = registry;
    this.counters = counters;
  }

  /** The newest generation, including one that waits for the owner. */
  IceGeneration newest() {
    return generations.newest();
  }

  /**
   * Requests a restart. The owner performs it before the next check.
   *
   * @param session whose ICE this is
   * @return false when there was another restart after {@code expected}
   */
  boolean restart(IceGeneration expected, IceGeneration next, ViewerSession session) {
    return generations.ask(expected, next, ufrag -> registry.removeUfrag(ufrag, session));
  }

  /** The SDP fragment with our credentials of a generation. */
  String fragment(IceGeneration generation) {
    return answered.fragment(generation.local());
  }

  /**
   * Our ufrags valid in checks: one; two during a restart; three while another restart waits for
   * the owner.
   */
  List<String> localUfrags() {
    List<String> ufrags = new ArrayList<>(agent.localUfrags());
    String untaken = generations.untakenUfrag();
    if (untaken != null) {
      ufrags.add(untaken);
    }
    return ufrags;
  }

  /** The remote addresses of the validated routes. */
  Iterable<InetSocketAddress> remotes() {
    return routes.remotes();
  }

  /** The route of the nominated pair; null before the first nomination. */
  @Nullable Route route() {
    return route;
  }

  boolean isValidated(InetSocketAddress remote) {
    return agent.isValidated(remote);
  }

  boolean consentExpired(long nowNanos) {
    return agent.consentExpired(nowNanos);
  }

  /**
   * Takes a STUN datagram that names this session; answers it if it is authentic.
   *
   * @param session whose ICE this is
   */
  void onStun(
      byte[] datagram, int offset, int length, Route from, long nowNanos, ViewerSession session) {
    IceOutcome outcome = onCheck(datagram, offset, length, from.remote(), nowNanos, session);
    Route back = from;
    if (outcome.drop() != null) {
      boolean replayed = outcome.drop() == StunDrop.REPLAYED;
      counters.count(replayed ? Event.STUN_REPLAYED : Event.STUN_DROPPED);
    } else {
      back = validated(from, session);
    }
    byte[] response = outcome.response();
    if (response != null) {
      back.send(response, 0, response.length);
    }
    if (outcome.selectedChanged() || outcome.nominatesSelected()) {
      route = routes.to(agent.selected());
    }
  }

  /** Notes an authentic RTCP packet, which may select its route. */
  void onRtcp(InetSocketAddress from, long nowNanos) {
    if (agent.onRtcp(from, nowNanos)) {
      route = routes.to(agent.selected());
    }
  }

  /** Notes the end of the DTLS handshake, which selects the route of its newest record. */
  void onHandshake(Route newest, long recordNanos) {
    if (agent.onHandshake(newest.remote(), recordNanos)) {
      route = routes.to(agent.selected());
    }
  }

  /** The route to a validated address by which its latest check came. */
  Route routeBack(Route from) {
    return Objects.requireNonNullElse(routes.to(from.remote()), from);
  }

  /** Remembers the route of a valid check. Returns the route for the response. */
  private Route validated(Route from, ViewerSession session) {
    InetSocketAddress displaced = routes.remember(from);
    if (displaced != null) {
      registry.removeAddress(displaced, session);
    }
    from.validated();
    if (from.carriesDatagrams()) {
      registry.addAddress(from.remote(), session);
    }
    return routeBack(from);
  }

  private IceOutcome onCheck(
      byte[] datagram,
      int offset,
      int length,
      InetSocketAddress from,
      long nowNanos,
      ViewerSession session) {
    IceGeneration next = generations.take();
    if (next != null) {
      List<String> before = agent.localUfrags();
      agent.restart(next.local(), next.remote());
      removeUnused(before, session);
    }
    List<String> before = agent.localUfrags();
    IceOutcome outcome = agent.onDatagram(datagram, offset, length, from, nowNanos);
    if (removeUnused(before, session)) {
      counters.count(Event.ICE_RESTARTED);
    }
    return outcome;
  }

  /** Removes ufrags that the agent no longer uses. Returns whether there were any. */
  private boolean removeUnused(List<String> ufrags, ViewerSession session) {
    List<String> used = agent.localUfrags();
    if (used.equals(ufrags)) {
      return false;
    }
    List<String> unused = new ArrayList<>(ufrags);
    unused.removeAll(used);
    unused.forEach(ufrag -> registry.removeUfrag(ufrag, session));
    return !unused.isEmpty();
  }
}
