package dev.sluice.net.udp;

import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.session.SessionHost;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.stats.SessionCounters;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The UDP server: one port for all viewers, with one socket per local address and shard. The kernel
 * distributes viewers over the shards by their address (SO_REUSEPORT).
 *
 * <p>Without native epoll there is a single shard, which uses the portable transport.
 */
public final class UdpServer implements AutoCloseable {
  static final int MAX_DATAGRAM_BYTES = 2048;
  private static final System.Logger LOG = System.getLogger(UdpServer.class.getName());

  private final EventLoopGroup loops;
  private final List<Channel> channels = new ArrayList<>();
  private final List<EventLoop> shardLoops = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final boolean segments;
  private volatile List<Shard> serving = List.of();
  private volatile @Nullable TcpServer tcp;

  private UdpServer(EventLoopGroup loops, boolean segments) {
    this.loops = loops;
    this.segments = segments;
  }

  /**
   * Binds all sockets. Nothing is read before {@link #serve}.
   *
   * @throws IOException if an address cannot be bound, or another process has the port; the message
   *     names both
   */
  public static UdpServer open(UdpSettings settings) throws IOException {
    boolean epoll = Epoll.isAvailable();
    int cores = Runtime.getRuntime().availableProcessors();
    int wanted = settings.shards == 0 ? cores : settings.shards;
    int shards = epoll ? wanted : 1;
    UdpServer server =
        new UdpServer(
            new MultiThreadIoEventLoopGroup(
                shards,
                new ShardThreads(),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()),
            epoll && EpollDatagramChannel.isSegmentedDatagramPacketSupported());
    try {
      for (int i = 0; i < shards; i++) {
        server.shardLoops.add(server.loops.next());
      }
      int port = settings.port;
      for (InetAddress address : LocalAddresses.toBind(settings.hosts)) {
        port = server.bind(new InetSocketAddress(address, port), epoll);
      }
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private int bind(InetSocketAddress wanted, boolean epoll) throws IOException {
    List<Channel> bound = UdpPort.bind(wanted, shardLoops, epoll, new PlaceholderHandler());
    channels.addAll(bound);
    InetSocketAddress address = (InetSocketAddress) bound.getFirst().localAddress();
    addresses.add(address);
    return address.getPort();
  }

  /** The bound addresses: one for each local address, all with the same port. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Whether all sockets are open. */
  public boolean isOpen() {
    return channels.stream().allMatch(Channel::isOpen);
  }

  /**
   * Starts to dispatch datagrams to sessions.
   *
   * @param tasks runs the shards' timers on their event loops and counts faults
   * @param connections admits the TCP connections of clients; none are offered if its limit is 0
   */
  public void serve(Sessions sessions, PeriodicTasks tasks, ConnectionShares connections) {
    Map<EventLoop, Shard> shards = new HashMap<>();
    Map<Channel, Optional<NativeSender>> senders = new HashMap<>();
    channels.forEach(channel -> senders.put(channel, sender(channel)));
    // Netty's channels are for the thread of their loop only.
    boolean shared = senders.values().stream().allMatch(Optional::isPresent);
    shardLoops.forEach(loop -> shards.put(loop, new Shard(loop, sessions, tasks, shared)));
    // A datagram may arrive at any shard's socket. The response leaves through the owner's socket
    // at the same address.
    Map<SocketAddress, Map<SessionHost, Function<InetSocketAddress, Route>>> routeFactories =
        new HashMap<>();
    for (Channel channel : channels) {
      routeFactories
          .computeIfAbsent(channel.localAddress(), address -> new HashMap<>())
          .put(
              shardOf(channel, shards).own(),
              routes(channel, Objects.requireNonNull(senders.get(channel)), sessions.counters()));
    }
    serving = List.copyOf(shards.values());
    serving.forEach(Shard::start);
    tcp = TcpServer.open(loops, tcpAddresses(connections), connections, Map.copyOf(shards));
    for (Channel channel : channels) {
      channel
          .pipeline()
          .addLast(
              new ShardHandler(
                  shardOf(channel, shards),
                  Map.copyOf(Objects.requireNonNull(routeFactories.get(channel.localAddress())))));
      channel.config().setAutoRead(true);
    }
    LOG.log(
        System.Logger.Level.DEBUG,
        "{0} shards, segmentation by the kernel {1}",
        shardLoops.size(),
        segments ? "on" : "off");
  }

  private List<InetSocketAddress> tcpAddresses(ConnectionShares connections) {
    return connections.most() == 0 ? List.of() : addresses();
  }

  /** The bound TCP addresses; empty before {@link #serve}. */
  public List<InetSocketAddress> tcpListening() {
    TcpServer server = tcp;
    return server == null ? List.of() : server.addresses();
  }

  /** Count of open TCP connections of viewers. */
  public int tcpConnections() {
    TcpServer server = tcp;
    return server == null ? 0 : server.connections();
  }

  private static Shard shardOf(Channel channel, Map<EventLoop, Shard> shards) {
    return Objects.requireNonNull(shards.get(channel.eventLoop()), "every channel has a shard");
  }

  /**
   * The factory for routes through a channel: by own system calls if possible, otherwise through
   * Netty.
   */
  private Function<InetSocketAddress, Route> routes(
      Channel channel, Optional<NativeSender> sender, SessionCounters counters) {
    return sender
        .map(out -> new NativeSocket(channel, out, counters, segments))
        .<Function<InetSocketAddress, Route>>map(
            socket -> remote -> new NativeRoute(socket, remote))
        .orElse(remote -> new NettyRoute(channel, remote, segments));
  }

  private static Optional<NativeSender> sender(Channel channel) {
    return channel instanceof UnixChannel unix
        ? NativeSender.of(unix.fd().intValue())
        : Optional.empty();
  }

  /**
   * Closes the sockets and ends the threads after their pending tasks. The sockets are closed one
   * by one: an event loop that ends leaves some of them open, and their port stays in use.
   */
  @Override
  public void close() {
    serving.forEach(shard -> shard.lock().endSharing());
    channels.stream()
        .map(Channel::close)
        .toList()
        .forEach(closing -> closing.awaitUninterruptibly(1, TimeUnit.SECONDS));
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  /** Names the threads for thread dumps. */
  private static final class ShardThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable task) {
      return Thread.ofPlatform().name("shard-" + count.getAndIncrement()).unstarted(task);
    }
  }

  /**
   * Placeholder: a channel needs a handler before it is bound, and {@link #serve} adds the real
   * one.
   */
  private static final class PlaceholderHandler extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {}
  }
}
