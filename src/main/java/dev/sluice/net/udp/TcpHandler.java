package dev.sluice.net.udp;

import dev.sluice.base.tasks.PeriodicTask;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.viewer.session.SessionHost;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerSession;
import dev.sluice.viewer.stats.SessionCounters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's TCP connection (RFC 6544). The first datagram must be a connectivity check that names
 * a session; all further datagrams belong to that session. The connection is closed if no valid
 * check arrives in time, if it falls silent, if its viewer stops reading, or if its session has
 * ended.
 */
final class TcpHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private static final Duration IDLE_CHECK = Duration.ofSeconds(5);
  // A connected viewer sends a check every few seconds.
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(40);
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Shard shard;
  private final ConnectionShares connections;
  private final TcpBacklog backlog;
  private final TcpFrames frames = new TcpFrames();
  private ConnectionShares.@Nullable Place place;
  private @Nullable TcpRoute route;
  private @Nullable ViewerSession session;
  private @Nullable PeriodicTask idleCheck;
  private long heardNanos;
  private long sentBytes;
  private long readNanos;

  TcpHandler(Shard shard, ConnectionShares connections, TcpBacklog backlog) {
    this.shard = shard;
    this.connections = connections;
    this.backlog = backlog;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    InetSocketAddress from = (InetSocketAddress) context.channel().remoteAddress();
    place = connections.admit(from.getAddress()).orElse(null);
    if (place == null) {
      counters().count(SessionCounters.Event.TCP_REFUSED);
      close(context);
      return;
    }
    route = new TcpRoute(context.channel(), from, backlog);
    heardNanos = System.nanoTime();
    readNanos = heardNanos;
    idleCheck =
        shard
            .tasks()
            .startOn(
                context.executor(),
                "tcp_idle",
                IDLE_CHECK,
                nowNanos -> closeIfIdle(context, nowNanos));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    heardNanos = System.nanoTime();
    if (place != null && !frames.add(bytes, this::take)) {
      counters().count(SessionCounters.Event.TCP_REFUSED);
      close(context);
    }
  }

  private boolean take(byte[] datagram, int length) {
    shard.lock().lock();
    try {
      return dispatch(datagram, length);
    } finally {
      shard.lock().unlock();
    }
  }

  private boolean dispatch(byte[] datagram, int length) {
    DatagramKind kind = DatagramKind.of(datagram, length);
    if (kind == DatagramKind.STUN) {
      ViewerSession named = sessions().byCheck(datagram, 0, length);
      if (named == null || (session != null && session != named)) {
        counters().count(SessionCounters.Event.DATAGRAM_UNKNOWN);
        return session != null;
      }
      session = named;
    }
    ViewerSession known = session;
    TcpRoute way = route;
    if (known == null || way == null || kind == DatagramKind.UNKNOWN) {
      counters().count(SessionCounters.Event.DATAGRAM_UNKNOWN);
      return known != null;
    }
    SessionHost owner = known.claim(shard.own());
    if (owner == null) {
      counters().count(SessionCounters.Event.DATAGRAM_UNKNOWN);
    } else if (owner == shard.own()) {
      ShardHandler.deliver(shard, known, kind, datagram, length, way);
    } else {
      owner.execute(() -> ShardHandler.deliver(shard, known, kind, datagram, length, way));
    }
    return true;
  }

  /** Closes the connection if it is idle or stalled, or if its session has ended. */
  private void closeIfIdle(ChannelHandlerContext context, long nowNanos) {
    ViewerSession known = session;
    TcpRoute way = route;
    if (known == null || known.ended() || way == null || !way.isValidated()) {
      close(context);
    } else if (nowNanos - heardNanos > SILENCE_NANOS) {
      close(context);
    } else if (isStalled(way, nowNanos)) {
      counters().count(SessionCounters.Event.TCP_STALLED);
      close(context);
    }
  }

  /** Whether bytes have waited all the time and none has left. */
  private boolean isStalled(TcpRoute way, long nowNanos) {
    long sent = way.sentBytes();
    if (!way.waits() || sent != sentBytes) {
      sentBytes = sent;
      readNanos = nowNanos;
    }
    return nowNanos - readNanos >= STALL_NANOS;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    PeriodicTask task = idleCheck;
    if (task != null) {
      task.close();
    }
    ConnectionShares.Place held = place;
    if (held != null) {
      held.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      counters().count(SessionCounters.Event.SOCKET_ERROR);
    } else {
      shard.fault(cause);
    }
    close(context);
  }

  private static void close(ChannelHandlerContext context) {
    ChannelFuture unused = context.close();
  }

  private Sessions sessions() {
    return shard.all();
  }

  private SessionCounters counters() {
    return sessions().counters();
  }
}
