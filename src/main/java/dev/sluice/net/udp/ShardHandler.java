package dev.sluice.net.udp;

import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.session.SessionHost;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerSession;
import dev.sluice.viewer.stats.SessionCounters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches the datagrams of one socket to sessions: connectivity checks by ufrag, all others by
 * source address.
 */
final class ShardHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  private final Shard shard;
  private final Map<SessionHost, Function<InetSocketAddress, Route>> routes;
  private final byte[] datagram = new byte[UdpServer.MAX_DATAGRAM_BYTES];

  /**
   * @param routes a factory for each shard: it makes a route to a viewer, from this socket's
   *     address, through that shard's own socket. Complete before the first read
   */
  ShardHandler(Shard shard, Map<SessionHost, Function<InetSocketAddress, Route>> routes) {
    this.shard = shard;
    this.routes = routes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    ByteBuf content = packet.content();
    int length = Math.min(content.readableBytes(), datagram.length);
    content.readBytes(datagram, 0, length);
    DatagramKind kind = DatagramKind.of(datagram, length);
    shard.lock().lock();
    try {
      dispatch(kind, packet.sender(), length);
    } finally {
      shard.lock().unlock();
    }
  }

  private void dispatch(DatagramKind kind, InetSocketAddress from, int length) {
    ViewerSession session = find(kind, from, length);
    SessionHost owner = session == null ? null : session.claim(shard.own());
    if (session == null || owner == null) {
      shard.all().counters().count(SessionCounters.Event.DATAGRAM_UNKNOWN);
      return;
    }
    Route route = routeOf(owner, from);
    if (owner == shard.own()) {
      deliver(shard, session, kind, datagram, length, route);
    } else {
      // A viewer that changed its address may arrive at another shard's socket; its owner handles
      // it.
      byte[] copy = Arrays.copyOf(datagram, length);
      owner.execute(() -> deliver(shard, session, kind, copy, copy.length, route));
    }
  }

  /** The route uses the owner's socket, since a socket is used by its shard's thread only. */
  private Route routeOf(SessionHost owner, InetSocketAddress remote) {
    Function<InetSocketAddress, Route> ofOwner = routes.get(owner);
    if (ofOwner == null) {
      throw new IllegalStateException("every shard has a socket at every address");
    }
    return ofOwner.apply(remote);
  }

  private @Nullable ViewerSession find(DatagramKind kind, InetSocketAddress from, int length) {
    Sessions sessions = shard.all();
    return switch (kind) {
      case STUN -> sessions.byCheck(datagram, 0, length);
      case DTLS, SRTP -> sessions.byAddress(from);
      case UNKNOWN -> null;
    };
  }

  /** Passes a datagram to its session, on the thread of the session's owner. */
  static void deliver(
      Shard shard, ViewerSession session, DatagramKind kind, byte[] data, int length, Route route) {
    switch (kind) {
      case STUN -> session.onStun(data, 0, length, route, shard.own().nowNanos());
      case DTLS -> session.onDtls(data, 0, length, route, shard.own().nowNanos());
      case SRTP -> session.onSrtcp(data, 0, length, route, shard.own().nowNanos());
      case UNKNOWN -> throw new IllegalStateException("no session is found for it");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A socket error such as an ICMP error, or a bug: neither may end the shard.
    if (cause instanceof IOException) {
      shard.all().counters().count(SessionCounters.Event.SOCKET_ERROR);
    } else {
      shard.fault(cause);
    }
  }
}
