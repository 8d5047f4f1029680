package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The UDP port belongs to one service, and all shards of that service share it. */
@Timeout(60)
class UdpPortTest {
  private static UdpServer open(String host, int port, int shards) throws IOException {
    return UdpServer.open(
        GivenSettings.of(
            UdpSettings::new,
            Map.of("udp.host", List.of(host), "udp.port", port, "udp.shards", shards)));
  }

  private static int portOf(UdpServer server) {
    return server.addresses().getFirst().getPort();
  }

  private static void assertRefused(String host, int port) {
    for (int shards : new int[] {1, 2}) {
      IOException refused = assertThrows(IOException.class, () -> open(host, port, shards).close());
      assertTrue(refused.getMessage().contains("UDP port " + port), refused.getMessage());
      assertTrue(refused.getMessage().contains("another process"), refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void thePortOfAnotherServiceIsRefused(int shards) throws Exception {
    try (UdpServer first = open("127.0.0.1", 0, shards)) {
      assertRefused("127.0.0.1", portOf(first));
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "0.0.0.0, 127.0.0.1", "::, 127.0.0.1", "::1, ::1"})
  void thePortOfAPlainSocketIsRefused(String theirs, String ours) throws Exception {
    Assumptions.assumeTrue(ours.equals("127.0.0.1") || hasIpv6());
    try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(theirs, 0))) {
      assertRefused(ours, other.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPortThatIsSharedByOthersIsRefused(boolean port) throws Exception {
    try (DatagramChannel other = DatagramChannel.open()) {
      other.setOption(
          port ? StandardSocketOptions.SO_REUSEPORT : StandardSocketOptions.SO_REUSEADDR, true);
      other.bind(new InetSocketAddress("127.0.0.1", 0));
      assertRefused("127.0.0.1", ((InetSocketAddress) other.getLocalAddress()).getPort());
    }
  }

  @Test
  void thePortIsFreeAtOnceAfterTheServiceHasStopped() throws Exception {
    UdpServer first = open("127.0.0.1", 0, 2);
    int port = portOf(first);
    first.close();
    try (UdpServer second = open("127.0.0.1", port, 2)) {
      assertEquals(port, portOf(second));
    }
  }

  @Test
  void oneOfTwoServicesThatStartTogetherGetsThePort() throws Exception {
    int port;
    try (UdpServer any = open("127.0.0.1", 0, 2)) {
      port = portOf(any);
    }
    try (ExecutorService starters = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 20; round++) {
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<UdpServer> start =
            () -> {
              together.await();
              return open("127.0.0.1", port, 2);
            };
        int started = 0;
        for (Future<UdpServer> one : starters.invokeAll(List.of(start, start))) {
          if (one.state() == Future.State.SUCCESS) {
            started++;
            one.resultNow().close();
          }
        }
        assertEquals(1, started);
      }
    }
  }

  @Test
  void theKernelDistributesViewersOverAllShards() throws Exception {
    Assumptions.assumeTrue(Epoll.isAvailable());
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(4, EpollIoHandler.newFactory());
    try {
      List<EventLoop> four = List.of(loops.next(), loops.next(), loops.next(), loops.next());
      Receivers receivers = new Receivers();
      List<Channel> bound =
          UdpPort.bind(new InetSocketAddress("127.0.0.1", 0), four, true, receivers);
      bound.forEach(channel -> channel.config().setAutoRead(true));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (receivers.seen.size() < 4) {
        assertTrue(System.nanoTime() < deadline, receivers.seen.size() + " of 4 sockets receive");
        try (DatagramSocket viewer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
          viewer.send(new java.net.DatagramPacket(new byte[1], 1, bound.getFirst().localAddress()));
        }
      }
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static boolean hasIpv6() {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("::1", 0))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @ChannelHandler.Sharable
  private static final class Receivers extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Set<Channel> seen = ConcurrentHashMap.newKeySet();

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      seen.add(context.channel());
    }
  }
}
