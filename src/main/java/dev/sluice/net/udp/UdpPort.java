package dev.sluice.net.udp;

import dev.sluice.base.foreign.Errno;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds the sockets of one local address: one for each shard, all at the same port (SO_REUSEPORT).
 *
 * <p>The first socket is bound without SO_REUSEPORT, and gets the option once it is bound. So the
 * kernel refuses a port that any other socket has, also one that is shared, and there is no moment
 * at which two services could share a port. The kernel asks for the option of the earlier sockets
 * when a later one is bound (reuseport_add_sock in Linux).
 */
final class UdpPort {
  private static final int SOCKET_BUFFER_BYTES = 4 << 20;

  private UdpPort() {}

  /**
   * Binds an address.
   *
   * @param wanted port 0 for any free one
   * @param loops one for each socket; more than one only with epoll
   * @throws IOException if the address cannot be bound; the message names it and the remedy
   */
  static List<Channel> bind(
      InetSocketAddress wanted, List<EventLoop> loops, boolean epoll, ChannelHandler handler)
      throws IOException {
    List<Channel> bound = new ArrayList<>();
    InetSocketAddress address = wanted;
    for (EventLoop loop : loops) {
      Bootstrap socket = socket(loop, address, epoll).handler(handler);
      if (!bound.isEmpty()) {
        socket.option(UnixChannelOption.SO_REUSEPORT, true);
      }
      ChannelFuture binding = socket.bind(address).awaitUninterruptibly();
      if (!binding.isSuccess()) {
        bound.forEach(channel -> channel.close().awaitUninterruptibly());
        throw new IOException(sentence(address, binding.cause(), bound.size()), binding.cause());
      }
      if (bound.isEmpty() && loops.size() > 1) {
        binding.channel().config().setOption(UnixChannelOption.SO_REUSEPORT, true);
      }
      bound.add(binding.channel());
      address = (InetSocketAddress) binding.channel().localAddress();
    }
    return bound;
  }

  private static Bootstrap socket(EventLoop loop, InetSocketAddress address, boolean epoll) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(UdpServer.MAX_DATAGRAM_BYTES));
    // A socket of the address's own family: an IPv6 socket would need IPv4-mapped addresses.
    SocketProtocolFamily family =
        address.getAddress() instanceof Inet6Address
            ? SocketProtocolFamily.INET6
            : SocketProtocolFamily.INET;
    return epoll
        ? bootstrap.channelFactory(() -> new EpollDatagramChannel(family))
        : bootstrap.channel(NioDatagramChannel.class);
  }

  private static String sentence(InetSocketAddress address, Throwable cause, int bound) {
    String where =
        "UDP port %d at %s".formatted(address.getPort(), address.getAddress().getHostAddress());
    if (bound > 0) {
      return "%s cannot be shared by event loops; set udp.shards to 1: %s"
          .formatted(where, cause.getMessage());
    }
    return isInUse(cause)
        ? where + " is in use by another process. Stop that one, or set another udp.port."
        : where + " cannot be bound: " + cause.getMessage();
  }

  private static boolean isInUse(Throwable cause) {
    return cause instanceof Errors.NativeIoException failed
        ? failed.expectedErr() == -Errno.EADDRINUSE
        : cause instanceof BindException;
  }
}
