package dev.sluice.app.addresses;

import dev.sluice.base.tasks.PeriodicTask;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.rtc.answer.Candidate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Addresses at which viewers reach the UDP port: bound, configured and discovered ones. A thread
 * resolves host names every minute and runs the discovery every five minutes. Answers never wait
 * for it: they contain the addresses known so far.
 */
public final class ReachableAddresses implements Supplier<List<Candidate>>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReachableAddresses.class.getName());
  private static final Duration REFRESH = Duration.ofMinutes(1);

  /** The discovery runs in every fifth refresh. */
  private static final int DISCOVERY_TURNS = 5;

  private final List<InetSocketAddress> bound;
  private final List<InetAddress> literals;
  private final List<String> names;
  private final AddressDiscovery discovery;
  private volatile List<Candidate> candidates;
  private List<InetAddress> known;
  private boolean tcp;
  private final @Nullable PeriodicTask refresh;

  // Used by the periodic task only.
  private List<InetAddress> discovered = List.of();
  private int turn;

  /**
   * @param bound addresses on which the UDP server listens
   * @param settings configured addresses and services to ask
   * @param tasks resolves names and discovers addresses, once a minute
   */
  public ReachableAddresses(
      List<InetSocketAddress> bound, AddressSettings settings, PeriodicTasks tasks) {
    this.bound = List.copyOf(bound);
    List<String> usable =
        settings.publicAddresses.stream()
            .filter(this::applies)
            .map(ReachableAddresses::publicPart)
            .toList();
    this.literals =
        usable.stream().filter(ReachableAddresses::isLiteral).map(InetAddress::ofLiteral).toList();
    this.names = usable.stream().filter(one -> !isLiteral(one)).toList();
    this.discovery = new AddressDiscovery(bound.getFirst().getAddress(), settings.discover);
    this.candidates = Candidates.of(bound, literals, false);
    this.known = literals;
    this.refresh =
        settings.discover.isEmpty() && names.isEmpty()
            ? null
            : tasks.startNow("addresses", REFRESH, nowNanos -> refresh());
  }

  @Override
  public List<Candidate> get() {
    return candidates;
  }

  /** Whether an entry applies: in a pair, the local address must be bound. */
  private boolean applies(String entry) {
    int slash = entry.indexOf('/');
    if (slash < 0) {
      return true;
    }
    InetAddress local = InetAddress.ofLiteral(entry.substring(0, slash));
    boolean isBound = bound.stream().anyMatch(one -> one.getAddress().equals(local));
    if (!isBound) {
      LOG.log(
          System.Logger.Level.WARNING,
          "udp.publicAddresses has {0}, but the UDP port is not bound to {1}.",
          entry,
          entry.substring(0, slash));
    }
    return isBound;
  }

  private static String publicPart(String entry) {
    return entry.substring(entry.indexOf('/') + 1);
  }

  private static boolean isLiteral(String text) {
    return text.indexOf(':') >= 0 || text.chars().noneMatch(Character::isLetter);
  }

  private void refresh() {
    List<InetAddress> all = new ArrayList<>(literals);
    names.forEach(name -> resolve(name, all));
    publish(merged(all, discovered));
    if (turn++ % DISCOVERY_TURNS == 0) {
      List<InetAddress> found = discovery.ask();
      // Addresses found earlier stay when no server answers.
      discovered = found.isEmpty() ? discovered : found;
      publish(merged(all, discovered));
    }
  }

  private synchronized void publish(List<InetAddress> publicAddresses) {
    known = publicAddresses;
    candidates = Candidates.of(bound, known, tcp);
  }

  /** Adds TCP candidates to the following answers. */
  public synchronized void offerTcp() {
    tcp = true;
    publish(known);
  }

  private static List<InetAddress> merged(List<InetAddress> first, List<InetAddress> then) {
    List<InetAddress> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  private static void resolve(String name, List<InetAddress> into) {
    try {
      into.addAll(Arrays.asList(InetAddress.getAllByName(name)));
    } catch (UnknownHostException e) {
      LOG.log(System.Logger.Level.WARNING, "udp.publicAddresses: {0} cannot be resolved.", name);
    }
  }

  @Override
  public void close() {
    if (refresh != null) {
      refresh.close();
    }
  }
}
