package dev.sluice.net.udp;

import dev.sluice.net.address.ConnectionShares;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Passive TCP candidates (RFC 6544) at the same addresses and port number as UDP, for viewers whose
 * network blocks UDP. Connections run on the shards' event loops.
 */
final class TcpServer {
  private static final System.Logger LOG = System.getLogger(TcpServer.class.getName());
  private static final int BACKLOG = 256;
  // Queue in the kernel: 250 ms at 8 Mbit/s. The write buffer before it holds about one frame.
  private static final int SEND_BUFFER_BYTES = 256 * 1024;
  private static final WriteBufferWaterMark WRITE_BUFFER =
      new WriteBufferWaterMark(64 << 10, 256 << 10);

  private final List<Channel> channels = new ArrayList<>();
  private final ConnectionShares connections;
  private final TcpBacklog backlog = TcpBacklog.ofDirectMemory();

  private TcpServer(ConnectionShares connections) {
    this.connections = connections;
  }

  /**
   * Binds all addresses. One that cannot be bound is logged and left out: UDP works without it.
   *
   * @param connections admits clients
   * @param shards the shard of each event loop of {@code loops}
   */
  static TcpServer open(
      EventLoopGroup loops,
      List<InetSocketAddress> addresses,
      ConnectionShares connections,
      Map<EventLoop, Shard> shards) {
    TcpServer server = new TcpServer(connections);
    for (InetSocketAddress address : addresses) {
      ChannelFuture bound = server.bootstrap(loops, shards).bind(address).awaitUninterruptibly();
      if (bound.isSuccess()) {
        server.channels.add(bound.channel());
      } else {
        LOG.log(
            System.Logger.Level.WARNING,
            "TCP port {0} cannot be bound at {1}; viewers whose network blocks UDP cannot connect: {2}",
            Integer.toString(address.getPort()),
            address.getAddress().getHostAddress(),
            bound.cause().getMessage());
      }
    }
    return server;
  }

  private ServerBootstrap bootstrap(EventLoopGroup loops, Map<EventLoop, Shard> shards) {
    return new ServerBootstrap()
        .group(loops)
        .channel(
            Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                Shard shard =
                    Objects.requireNonNull(
                        shards.get(channel.eventLoop()), "every event loop has a shard");
                channel.pipeline().addLast(new TcpHandler(shard, connections, backlog));
              }
            });
  }

  /** The bound addresses. */
  List<InetSocketAddress> addresses() {
    return channels.stream().map(one -> (InetSocketAddress) one.localAddress()).toList();
  }

  /** Count of open connections. */
  int connections() {
    return connections.taken();
  }
}
