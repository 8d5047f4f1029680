package dev.sluice.source.srt;

import dev.sluice.net.libsrt.ListenHook;
import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtLibrary;
import dev.sluice.net.libsrt.SrtOption;
import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.net.libsrt.SrtState;
import java.io.Closeable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A socket that listens. The library tells of a caller twice: first for the decision on its stream
 * id, then, if the rest of the handshake succeeds, as a connection. It does not tell of those that
 * fail between, so that {@link #next} follows each one.
 *
 * @param <C> what the decision knows of a caller
 */
final class SrtAcceptor<C> implements Closeable {
  /** Callers that are connected and not taken yet. */
  private static final int BACKLOG = 64;

  /** A handshake takes 2 ms at most, in which keys are derived from the passphrase. */
  private static final int LONGEST_HANDSHAKE_POLLS = 500;

  private static final long POLL_NANOS = 1_000_000;
  private static final int STOP = 0;

  private final SrtSocket listener;
  private final Gate<C> gate;
  private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
  private final Map<Integer, C> admitted = new ConcurrentHashMap<>();
  private final Map<Integer, SrtSocket> connected = new HashMap<>();

  /** The caller that {@link #next} follows: the next call goes on with it after a fault. */
  private int followed = STOP;

  /** Decides on callers. */
  interface Gate<C> {
    /**
     * Decides without waiting.
     *
     * @param streamId empty for none
     * @throws SrtRefusedException if the caller is refused
     */
    C admit(InetSocketAddress peer, String streamId) throws SrtRefusedException;
  }

  /**
   * A caller whose handshake is over.
   *
   * @param socket its connection; null if the handshake failed
   */
  record Arrival<C>(C caller, @Nullable SrtSocket socket) {}

  private SrtAcceptor(SrtSocket listener, Gate<C> gate) {
    this.listener = listener;
    this.gate = gate;
  }

  /**
   * Listens.
   *
   * @throws SrtException if the address is in use
   */
  static <C> SrtAcceptor<C> open(
      SrtLibrary library, InetSocketAddress address, SrtOptions options, Gate<C> gate)
      throws SrtException {
    SrtSocket listener = library.socket();
    SrtAcceptor<C> acceptor = new SrtAcceptor<>(listener, gate);
    try {
      options.applyToListener(listener);
      if (address.getAddress() instanceof Inet6Address v6) {
        listener.set(SrtOption.IPV6_ONLY, v6.isAnyLocalAddress() ? 0 : 1);
      }
      listener.listen(address, BACKLOG, acceptor::decide);
      return acceptor;
    } catch (SrtException e) {
      acceptor.close();
      throw e;
    }
  }

  /**
   * Listens at every IPv4 and IPv6 address, or at every IPv4 address of a machine without IPv6.
   *
   * @throws SrtException if the port is in use
   */
  static <C> SrtAcceptor<C> openEverywhere(
      SrtLibrary library, int port, SrtOptions options, Gate<C> gate) throws SrtException {
    try {
      return open(library, new InetSocketAddress(InetAddress.ofLiteral("::"), port), options, gate);
    } catch (SrtException e) {
      return open(
          library, new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port), options, gate);
    }
  }

  private int decide(int number, InetSocketAddress peer, String streamId) {
    try {
      admitted.put(number, gate.admit(peer, streamId));
      begun.add(number);
      return ListenHook.ACCEPT;
    } catch (SrtRefusedException e) {
      return e.refusal().reason();
    }
  }

  /**
   * Waits for the next caller that was admitted; empty once the acceptor is closed. For one thread.
   */
  Optional<Arrival<C>> next() throws InterruptedException {
    Optional<Arrival<C>> arrival = Optional.empty();
    while (arrival.isEmpty()) {
      if (followed == STOP) {
        followed = begun.take();
      }
      if (followed == STOP) {
        begun.add(STOP);
        connected.values().forEach(SrtSocket::close);
        return Optional.empty();
      }
      SrtSocket socket = settle(followed);
      arrival = Optional.ofNullable(admitted.get(followed)).map(who -> new Arrival<>(who, socket));
      admitted.remove(followed);
      connected.remove(followed);
      followed = STOP;
    }
    return arrival;
  }

  /** Number of callers that {@link #next} has not taken yet. For any thread. */
  int waiting() {
    return begun.size();
  }

  /** The connection of a caller, or null if its handshake failed. */
  private @Nullable SrtSocket settle(int number) {
    for (int poll = 0; poll < LONGEST_HANDSHAKE_POLLS; poll++) {
      boolean failed = listener.state(number) == SrtState.CLOSED;
      collect();
      SrtSocket socket = connected.get(number);
      if (socket != null || failed) {
        return socket;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return null;
  }

  private void collect() {
    for (Optional<SrtSocket> next = listener.accept(); next.isPresent(); next = listener.accept()) {
      SrtSocket socket = next.get();
      if (admitted.containsKey(socket.number())) {
        connected.put(socket.number(), socket);
      } else {
        socket.close();
      }
    }
  }

  /** Address to which it is bound. */
  Optional<InetSocketAddress> address() {
    return listener.localAddress();
  }

  /** Ends {@link #next}. Connections that nobody has taken are closed with the listener. */
  @Override
  public void close() {
    listener.close();
    begun.add(STOP);
  }
}
