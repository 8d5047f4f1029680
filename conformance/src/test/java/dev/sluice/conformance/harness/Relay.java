package dev.sluice.conformance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A bad network between viewers and the service, in user space: on the loopback interface the
 * kernel would drop whole trains of segments.
 *
 * <pre>
 *  viewer A --+            +-- socket of A --+
 *             +--> Relay --+                 +--> service
 *  viewer B --+            +-- socket of B --+
 * </pre>
 *
 * <p>It listens on 127.0.0.1 or the given address, which the service must offer ({@code
 * SLUICE_UDP_HOST}). {@link Viewer#through} replaces the service's port with the relay's in the
 * answer. Every viewer has a link of its own in each direction.
 */
public final class Relay implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;
  private static final int MOST_DATAGRAM_BYTES = 2048;

  private final Link.Settings toService;
  private final Link.Settings toViewers;
  private final InetAddress address;
  private final SocketAddress service;
  private final Selector selector;
  private final DatagramChannel front;
  private final Map<SocketAddress, Path> paths = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST_DATAGRAM_BYTES);
  private final Link.Counts down = new Link.Counts();
  private final Link.Counts up = new Link.Counts();
  private final Thread thread;

  /** One viewer's two links and its socket to the service. */
  private record Path(DatagramChannel back, Link up, Link down) {}

  private Relay(
      InetAddress address, int servicePort, Link.Settings toService, Link.Settings toViewers)
      throws IOException {
    this.toService = toService;
    this.toViewers = toViewers;
    this.address = address;
    this.service = new InetSocketAddress(address, servicePort);
    this.selector = Selector.open();
    this.front = open();
    front.bind(new InetSocketAddress(address, 0));
    front.register(selector, SelectionKey.OP_READ);
    this.thread = Thread.ofPlatform().name("relay").daemon().start(this::run);
  }

  /**
   * Starts a relay to the service's UDP port.
   *
   * @param settings of every link, both ways
   */
  public static Relay start(int servicePort, Link.Settings settings) throws IOException {
    return new Relay(InetAddress.getByName(LOOPBACK), servicePort, settings, settings);
  }

  /**
   * Starts a relay that lets everything through to the service and nothing back.
   *
   * @param address of the service and of the relay
   */
  public static Relay oneWay(InetAddress address, int servicePort) throws IOException {
    return new Relay(
        address,
        servicePort,
        Link.Settings.lossy(0, Duration.ZERO, 0),
        Link.Settings.lossy(100, Duration.ZERO, 0));
  }

  /** The viewers' port. */
  public int port() {
    return front.socket().getLocalPort();
  }

  /** Counters of the direction to the viewers. */
  public Link.Counts down() {
    return down;
  }

  /** Counters of the direction to the service. */
  public Link.Counts up() {
    return up;
  }

  private static DatagramChannel open() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
    return channel;
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        long wait = deliver(System.nanoTime());
        if (wait < 0) {
          selector.select();
        } else {
          selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
        }
        if (selector.isOpen()) {
          receiveAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receiveAll() throws IOException {
    while (true) {
      SocketAddress viewer = front.receive(buffer.clear());
      if (viewer == null) {
        break;
      }
      path(viewer).up.take(datagram(), System.nanoTime());
    }
    for (Path path : paths.values()) {
      while (receive(path.back)) {
        path.down.take(datagram(), System.nanoTime());
      }
    }
    selector.selectedKeys().clear();
  }

  private boolean receive(DatagramChannel back) throws IOException {
    try {
      return back.receive(buffer.clear()) != null;
    } catch (PortUnreachableException e) {
      return false; // The service has gone; its viewers will see.
    }
  }

  private byte[] datagram() {
    byte[] datagram = new byte[buffer.flip().remaining()];
    buffer.get(datagram);
    return datagram;
  }

  private Path path(SocketAddress viewer) throws IOException {
    Path path = paths.get(viewer);
    if (path == null) {
      DatagramChannel back = open();
      back.bind(new InetSocketAddress(address, 0));
      back.connect(service);
      back.register(selector, SelectionKey.OP_READ);
      long seed = 2L * paths.size();
      path =
          new Path(
              back,
              new Link(toService, toService.seed() + seed, up),
              new Link(toViewers, toViewers.seed() + seed + 1, down));
      paths.put(viewer, path);
    }
    return path;
  }

  /** Sends the due datagrams; returns nanoseconds until the next, -1 if there is none. */
  private long deliver(long nowNanos) throws IOException {
    long wait = -1;
    for (Map.Entry<SocketAddress, Path> entry : paths.entrySet()) {
      Path path = entry.getValue();
      for (byte[] one = path.down.arrived(nowNanos); one != null; ) {
        front.send(ByteBuffer.wrap(one), entry.getKey());
        one = path.down.arrived(nowNanos);
      }
      for (byte[] one = path.up.arrived(nowNanos); one != null; ) {
        toService(path.back, one);
        one = path.up.arrived(nowNanos);
      }
      wait = sooner(wait, sooner(path.down.waitNanos(nowNanos), path.up.waitNanos(nowNanos)));
    }
    return wait;
  }

  private static void toService(DatagramChannel back, byte[] datagram) throws IOException {
    try {
      back.write(ByteBuffer.wrap(datagram));
    } catch (PortUnreachableException e) {
      // As above.
    }
  }

  private static long sooner(long one, long other) {
    return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
  }

  @Override
  public void close() throws IOException {
    selector.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    front.close();
    for (Path path : paths.values()) {
      path.back.close();
    }
  }
}
