package dev.sluice.conformance.attack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The service as one attacker sees it. Safe for use by several threads.
 *
 * <p>Closing it closes all sockets of the attacker, so that none of its threads stays blocked.
 */
final class Target implements AutoCloseable {
  static final String STREAM = "live";

  private static final long LONGEST_PARK_NANOS = 100_000_000;
  private static final int CONNECT_MILLIS = 2000;
  private static final int RECEIVE_MILLIS = 500;

  private final Sockets service;
  private final int number;
  private volatile boolean closed;
  private final long deadlineNanos;
  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
  private final Set<String> faults = new ConcurrentSkipListSet<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicLong sentBytes = new AtomicLong();

  /**
   * The sockets of the service, at 127.0.0.1.
   *
   * @param publicTcp WHEP and the player
   * @param controlTcp ingest and API
   * @param media UDP and ICE-TCP
   * @param srt publishers by SRT
   */
  record Sockets(int publicTcp, int controlTcp, int media, int srt) {}

  /**
   * @param number of the attacker, 1 to 254, for its addresses 127.0.1.number and so on
   * @param span time of the attack
   */
  Target(Sockets service, int number, Duration span) {
    this.service = service;
    this.number = number;
    this.deadlineNanos = System.nanoTime() + span.toNanos();
  }

  Sockets service() {
    return service;
  }

  boolean isOver() {
    return closed
        || System.nanoTime() - deadlineNanos >= 0
        || Thread.currentThread().isInterrupted();
  }

  /** Seconds that remain. */
  double secondsLeft() {
    return Math.max(0, (deadlineNanos - System.nanoTime()) / 1e9);
  }

  /** Waits, but not beyond the end of the attack. */
  void pause(Duration time) {
    long until = Math.min(System.nanoTime() + time.toNanos(), deadlineNanos);
    long left = until - System.nanoTime();
    while (left > 0 && !closed && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(Math.min(left, LONGEST_PARK_NANOS));
      left = until - System.nanoTime();
    }
  }

  /** Connects to a TCP port of the service from this attacker's first address. */
  Wire connect(int port) throws IOException {
    return connect(port, 0);
  }

  /** Connects to a TCP port of the service from one of this attacker's addresses. */
  Wire connect(int port, int address) throws IOException {
    Socket socket = new Socket();
    open.add(socket);
    try {
      // Small, so that an attacker who does not read blocks the service early.
      socket.setReceiveBufferSize(8 * 1024);
      socket.setTcpNoDelay(true);
      socket.bind(new InetSocketAddress(source(address), 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
    } catch (IOException e) {
      closed(socket);
      throw e;
    }
    connections.incrementAndGet();
    return new Wire(this, socket);
  }

  private InetAddress source(int address) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, (byte) (1 + address), (byte) number});
  }

  /** A UDP socket at this attacker's address, connected to a port of the service. */
  DatagramSocket udp(int port) throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source(0), 0));
    open.add(socket);
    socket.setSoTimeout(RECEIVE_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    return socket;
  }

  /** Closes a socket of this attacker before the end of the attack. */
  void closed(AutoCloseable socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }

  /** Records an answer that the service must not give. */
  void fault(String sentence) {
    faults.add(sentence);
  }

  Set<String> faults() {
    return faults;
  }

  /** Counts bytes that were sent, over TCP or UDP. */
  void sent(int bytes) {
    sentBytes.addAndGet(bytes);
  }

  /** Counts a WHEP session. */
  void joined() {
    sessions.incrementAndGet();
  }

  long sentBytes() {
    return sentBytes.get();
  }

  @Override
  public String toString() {
    return "%d connections, %d sessions, %d kB"
        .formatted(connections.get(), sessions.get(), sentBytes.get() / 1000);
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(this::closed);
  }
}
