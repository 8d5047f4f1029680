package dev.sluice.viewer.session;

import dev.sluice.rtc.answer.IceRestartAnswer;
import dev.sluice.rtc.ice.IceLiteAgent;
import dev.sluice.rtc.ice.IceOutcome;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ICE agent of a session with its restarts. What is marked so may be called by any thread,
 * everything else by the session's owner only.
 */
final class SessionIce {
  private final IceLiteAgent agent;
  private final IceGenerations generations;
  private final IceRestartAnswer answered;
  private final Consumer<String> forget;
  private final Runnable onRestarted;

  /**
   * @param forget told of each of our ufrags that is good no more
   * @param onRestarted runs when a path was nominated with the credentials of a restart
   */
  SessionIce(SessionParts parts, Consumer<String> forget, Runnable onRestarted) {
    this(parts.agent(), parts.ice(), parts.iceRestartAnswer(), forget, onRestarted);
  }

  SessionIce(
      IceLiteAgent agent,
      IceGeneration first,
      IceRestartAnswer answered,
      Consumer<String> forget,
      Runnable onRestarted) {
    this.agent = agent;
    this.generations = new IceGenerations(first);
    this.answered = answered;
    this.forget = forget;
    this.onRestarted = onRestarted;
  }

  IceLiteAgent agent() {
    return agent;
  }

  /** The newest generation, whether it was used yet or not; for any thread. */
  IceGeneration newest() {
    return generations.newest();
  }

  /**
   * Asks for a restart, which the owner takes before the next check; for any thread.
   *
   * @return false when there was another one after {@code expected}
   */
  boolean restart(IceGeneration expected, IceGeneration next) {
    return generations.ask(expected, next, forget);
  }

  /** What a viewer is told of a generation; for any thread. */
  String fragment(IceGeneration generation) {
    return answered.fragment(generation.local());
  }

  /** The ufrags by which checks name it. */
  List<String> localUfrags() {
    List<String> ufrags = new ArrayList<>(agent.localUfrags());
    String untaken = generations.untakenUfrag();
    if (untaken != null) {
      ufrags.add(untaken);
    }
    return ufrags;
  }

  /** Takes a datagram that may be a check. */
  IceOutcome onDatagram(
      byte[] datagram, int offset, int length, InetSocketAddress from, long nowNanos) {
    IceGeneration next = generations.take();
    if (next != null) {
      List<String> before = agent.localUfrags();
      agent.restart(next.local(), next.remote());
      forgetUnused(before);
    }
    List<String> before = agent.localUfrags();
    IceOutcome outcome = agent.onDatagram(datagram, offset, length, from, nowNanos);
    if (forgetUnused(before)) {
      onRestarted.run();
    }
    return outcome;
  }

  /** Whether any of these ufrags is not the agent's any more. */
  private boolean forgetUnused(List<String> ufrags) {
    List<String> used = agent.localUfrags();
    if (used.equals(ufrags)) {
      return false;
    }
    List<String> unused = new ArrayList<>(ufrags);
    unused.removeAll(used);
    unused.forEach(forget);
    return !unused.isEmpty();
  }
}
