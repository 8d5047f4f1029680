package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.foreign.Errno;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.send.RunBatches;
import dev.sluice.viewer.stats.SessionCounters;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sending runs of several viewers by one call. */
class NativeSocketTest {
  private static final int EHOSTUNREACH = 113;

  private final SessionCounters counters = new SessionCounters();
  private final FakeKernel kernel = new FakeKernel();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final NativeSocket socket = new NativeSocket(channel, kernel, counters, true);
  private final NativeRoute[] routes =
      IntStream.range(1, 6)
          .mapToObj(port -> new NativeRoute(socket, new InetSocketAddress("127.0.0.1", port)))
          .toArray(NativeRoute[]::new);

  private int send(Route... to) {
    kernel.calls = 0;
    kernel.taken.clear();
    return socket.send(RunBatches.of(2500, 1000, to));
  }

  @Test
  void allAreOneCall() {
    assertEquals(5, send(routes));
    assertEquals(1, kernel.calls);
    assertEquals(
        List.of(
            "0+2500/1000", "2500+2500/1000", "5000+2500/1000", "7500+2500/1000", "10000+2500/1000"),
        kernel.taken);
  }

  @Test
  void aFullSocketTakesTheFirstOnly() {
    for (int error : new int[] {Errno.EAGAIN, Errno.ENOBUFS}) {
      kernel.answers(0, 0, error, error);
      assertEquals(2, send(routes));
      assertEquals(List.of("0+2500/1000", "2500+2500/1000"), kernel.taken);
    }
    assertEquals(0, counters.of(SessionCounters.Event.SOCKET_ERROR));
  }

  @Test
  void aViewerWhoCannotBeReachedLosesItsRunAndNobodyElseDoes() {
    kernel.answers(0, 0, EHOSTUNREACH, EHOSTUNREACH);
    assertEquals(5, send(routes));
    assertEquals(
        List.of("0+2500/1000", "2500+2500/1000", "7500+2500/1000", "10000+2500/1000"),
        kernel.taken);
    assertEquals(1, counters.of(SessionCounters.Event.SOCKET_ERROR));
  }

  @Test
  void aNarrowPathIsCutForAndTheOthersGoOnTogether() {
    kernel.answers(0, Errno.EMSGSIZE, Errno.EMSGSIZE);
    assertEquals(5, send(routes));
    assertEquals(
        List.of(
            "0+2500/1000",
            "2500+1000",
            "3500+1000",
            "4500+500",
            "5000+2500/1000",
            "7500+2500/1000",
            "10000+2500/1000"),
        kernel.taken);
    assertEquals(5, send(routes));
    assertEquals(7, kernel.taken.size());
    assertEquals(5, kernel.calls, "one, then three datagrams, then the rest");
  }

  @Test
  void withoutSegmentsEachDatagramIsACall() {
    socket.withoutSegments();
    assertEquals(2, send(routes[0], routes[1]));
    assertEquals(
        List.of("0+1000", "1000+1000", "2000+500", "2500+1000", "3500+1000", "4500+500"),
        kernel.taken);
  }

  @Test
  void aClosedSocketTakesAllAndSendsNothing() {
    channel.close();
    assertEquals(5, send(routes));
    assertEquals(List.of(), kernel.taken);
  }
}
