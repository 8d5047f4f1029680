package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.base.foreign.Errno;
import dev.sluice.base.foreign.SocketAddressBytes;
import dev.sluice.viewer.send.RunBatch;
import dev.sluice.viewer.send.RunBatches;
import dev.sluice.viewer.stats.SessionCounters;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending through the real kernel. */
@Timeout(60)
class NativeSenderTest {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int BYTES = 100_000;

  private final byte[] bytes = new byte[BYTES];
  private final MemorySegment data = Arena.ofAuto().allocate(BYTES);
  private final List<DatagramSocket> viewers = new ArrayList<>();
  private final List<MemorySegment> addresses = new ArrayList<>();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private EpollDatagramChannel channel;
  private NativeSender sender;

  private void open(String ours, String theirs) throws IOException {
    new Random(9).nextBytes(bytes);
    MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, BYTES);
    InetAddress host = InetAddress.getByName(ours);
    SocketProtocolFamily family =
        host.getAddress().length == 4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    channel =
        (EpollDatagramChannel)
            new Bootstrap()
                .group(loops)
                .channelFactory(() -> new EpollDatagramChannel(family))
                .handler(new ChannelInboundHandlerAdapter())
                .bind(host, 0)
                .syncUninterruptibly()
                .channel();
    sender = NativeSender.of(channel.fd().intValue()).orElseThrow();
    for (int i = 0; i < 3; i++) {
      DatagramSocket viewer = new DatagramSocket(0, InetAddress.getByName(theirs));
      viewer.setSoTimeout(TIMEOUT_MILLIS);
      viewers.add(viewer);
      addresses.add(SocketAddressBytes.of((InetSocketAddress) viewer.getLocalSocketAddress()));
    }
  }

  @AfterEach
  void close() {
    viewers.forEach(DatagramSocket::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void assertReceived(int viewer, int offset, int length) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    viewers.get(viewer).receive(packet);
    assertArrayEquals(
        Arrays.copyOfRange(bytes, offset, offset + length),
        Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  private void assertRun(int viewer, int offset, int length, int segmentBytes) throws IOException {
    for (int at = 0; at < length; at += segmentBytes) {
      assertReceived(viewer, offset + at, Math.min(segmentBytes, length - at));
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "::, 127.0.0.1", "::, ::1"})
  void runsAndSingleDatagramsLeaveTogether(String ours, String theirs) throws IOException {
    open(ours, theirs);
    for (int round = 0; round < 3; round++) {
      sender.put(0, addresses.get(0), data, 0, 32 * 1200, 1200);
      sender.put(1, addresses.get(1), data, 50_001, 777, 0);
      sender.put(2, addresses.get(2), data, 60_003, 2500, 1000);
      sender.put(3, addresses.get(1), data, 70_000, 1460, 0);
      assertEquals(4, sender.send(4));
      assertRun(0, 0, 32 * 1200, 1200);
      assertReceived(1, 50_001, 777);
      assertReceived(1, 70_000, 1460);
      assertRun(2, 60_003, 2500, 1000);
    }
  }

  @Test
  void allPlacesAreUsedAndNoneBehindThem() throws IOException {
    open("127.0.0.1", "127.0.0.1");
    for (int i = 0; i < MessageSender.MESSAGES; i++) {
      sender.put(i, addresses.getFirst(), data, i * 100, 100, 0);
    }
    assertEquals(MessageSender.MESSAGES, sender.send(MessageSender.MESSAGES));
    for (int i = 0; i < MessageSender.MESSAGES; i++) {
      assertReceived(0, i * 100, 100);
    }
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> sender.put(MessageSender.MESSAGES, addresses.getFirst(), data, 0, 100, 0));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> sender.put(0, addresses.getFirst(), data, BYTES - 99, 100, 0));
  }

  @Test
  void whatStandsInAnArrayIsCopied() throws IOException {
    open("127.0.0.1", "127.0.0.1");
    sender.put(0, addresses.getFirst(), MemorySegment.ofArray(bytes), 301, 3000, 1200);
    assertEquals(1, sender.send(1));
    assertRun(0, 301, 3000, 1200);
    sender.put(0, addresses.getFirst(), MemorySegment.ofArray(bytes), 7, 200, 0);
    assertEquals(1, sender.send(1));
    assertReceived(0, 7, 200);
  }

  /** The kernel does not report an error of a later message; the next call must meet it again. */
  @Test
  void whatCannotBeSentEndsTheCallAndIsToldByTheNext() throws IOException {
    open("127.0.0.1", "127.0.0.1");
    MemorySegment nobody = SocketAddressBytes.of(new InetSocketAddress("127.0.0.1", 0));
    sender.put(0, addresses.getFirst(), data, 0, 100, 0);
    sender.put(1, nobody, data, 100, 100, 0);
    sender.put(2, addresses.getFirst(), data, 200, 100, 0);
    assertEquals(1, sender.send(3));
    sender.put(0, nobody, data, 100, 100, 0);
    assertEquals(-Errno.EINVAL, sender.send(1));
    sender.put(0, addresses.getFirst(), data, 200, 100, 0);
    assertEquals(1, sender.send(1), "nothing of it is left behind");
    assertReceived(0, 0, 100);
    assertReceived(0, 200, 100);
  }

  @Test
  void aBatchOfViewersPassesByTheOneThatCannotBeReached() throws IOException {
    open("127.0.0.1", "127.0.0.1");
    SessionCounters counters = new SessionCounters();
    NativeSocket socket = new NativeSocket(channel, sender, counters, true);
    NativeRoute[] routes = new NativeRoute[4];
    for (int i = 0; i < 3; i++) {
      InetSocketAddress to = (InetSocketAddress) viewers.get(i).getLocalSocketAddress();
      routes[i < 2 ? i : 3] = new NativeRoute(socket, to);
    }
    routes[2] = new NativeRoute(socket, new InetSocketAddress("127.0.0.1", 0));
    RunBatch runs = RunBatches.of(25_000, 1200, routes);
    MemorySegment.copy(bytes, 0, runs.memory(), ValueLayout.JAVA_BYTE, 0, BYTES);
    assertEquals(4, socket.send(runs));
    assertRun(0, 0, 25_000, 1200);
    assertRun(1, 25_000, 25_000, 1200);
    assertRun(2, 75_000, 25_000, 1200);
    assertEquals(21, counters.of(SessionCounters.Event.SOCKET_ERROR), "each of its datagrams");
  }
}
