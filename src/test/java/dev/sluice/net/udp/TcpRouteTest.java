package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Send queues of TCP connections whose viewers do not read. */
final class TcpRouteTest {
  private static final InetSocketAddress VIEWER = new InetSocketAddress("192.0.2.1", 1000);
  private static final int LIMIT_BYTES = 1_000_000;
  private static final byte[] DATAGRAM = new byte[1200];
  private static final int FRAMED_BYTES = 1202;

  private final TcpBacklog backlog = new TcpBacklog(LIMIT_BYTES);

  /** A kernel that takes nothing before {@link #takeAll}. */
  private static final class Stalled extends ChannelOutboundHandlerAdapter {
    final Queue<ChannelPromise> waiting = new ArrayDeque<>();

    @Override
    public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
      assertTrue(((ByteBuf) bytes).isDirect());
      ReferenceCountUtil.release(bytes);
      waiting.add(promise);
    }

    void takeAll() {
      while (!waiting.isEmpty()) {
        waiting.remove().setSuccess();
      }
    }
  }

  private TcpRoute route(EmbeddedChannel channel) {
    return new TcpRoute(channel, VIEWER, backlog);
  }

  private static int fill(TcpRoute route, int most) {
    int sent = 0;
    while (sent < most && !route.isFull() && route.send(DATAGRAM, 0, DATAGRAM.length)) {
      sent++;
    }
    return sent;
  }

  @Test
  void aThousandStalledViewersShareOneLimit() {
    List<Stalled> kernels = new ArrayList<>();
    long sent = 0;
    for (int i = 0; i < 1000; i++) {
      kernels.add(new Stalled());
      sent += fill(route(new EmbeddedChannel(kernels.getLast())), 200);
    }
    assertEquals(sent * FRAMED_BYTES, backlog.waitingBytes());
    long most = LIMIT_BYTES + 1001 * FRAMED_BYTES;
    assertTrue(backlog.waitingBytes() <= most, backlog.waitingBytes() + " bytes");

    // A viewer that reads is not held up: nothing of it waits.
    Stalled kernel = new Stalled();
    TcpRoute reading = route(new EmbeddedChannel(kernel));
    for (int i = 0; i < 1000; i++) {
      assertTrue(reading.send(DATAGRAM, 0, DATAGRAM.length));
      assertTrue(reading.isFull());
      assertFalse(reading.send(DATAGRAM, 0, DATAGRAM.length));
      kernel.takeAll();
      assertFalse(reading.isFull());
    }
    assertEquals(1000 * FRAMED_BYTES, reading.sentBytes());
    kernels.forEach(Stalled::takeAll);
    assertEquals(0, backlog.waitingBytes());
  }

  @Test
  void theQueueOfAClosedConnectionIsFreed() {
    // Without a handler an embedded channel takes writes and flushes them at once.
    EmbeddedChannel channel = new EmbeddedChannel();
    TcpRoute route = route(channel);
    assertTrue(route.send(DATAGRAM, 0, DATAGRAM.length));
    assertFalse(route.waits());
    channel.close();
    assertTrue(route.send(DATAGRAM, 0, DATAGRAM.length), "dropped");
    assertEquals(0, backlog.waitingBytes());
    channel.releaseOutbound();
  }

  @Test
  void theLimitIsAPartOfTheDirectMemory() {
    TcpBacklog own = TcpBacklog.ofDirectMemory();
    own.add(64 << 20);
    assertTrue(own.isFull());
    own.remove(64 << 20);
    assertFalse(own.isFull());
  }
}
