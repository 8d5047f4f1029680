package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.foreign.Errno;
import dev.sluice.viewer.stats.SessionCounters;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Handling of the kernel's errors by a route. */
class NativeRouteTest {
  private static final int EHOSTUNREACH = 113;
  private static final int SEGMENT = 1000;
  private static final MemorySegment RUN = MemorySegment.ofArray(new byte[3 * SEGMENT + 500]);
  private static final int RUN_BYTES = (int) RUN.byteSize();

  private final SessionCounters counters = new SessionCounters();
  private final FakeKernel kernel = new FakeKernel();
  private final NativeSocket socket =
      new NativeSocket(new EmbeddedChannel(), kernel, counters, true);
  private final NativeRoute route = routeTo(1);

  private NativeRoute routeTo(int port) {
    return new NativeRoute(socket, new InetSocketAddress("127.0.0.1", port));
  }

  private boolean sendRun(NativeRoute to) {
    return to.send(RUN, 0, RUN_BYTES, SEGMENT);
  }

  @Test
  void aRunIsOneCall() {
    assertTrue(sendRun(route));
    assertEquals(List.of("0+3500/1000"), kernel.taken);
  }

  @Test
  void aRefusedSegmentSwitchesSegmentsOffForThatViewerAlone() {
    for (int error : new int[] {Errno.EMSGSIZE, Errno.EINVAL}) {
      NativeRoute narrow = routeTo(2);
      kernel.taken.clear();
      kernel.answers(error);
      assertTrue(sendRun(narrow));
      assertEquals(List.of("0+1000", "1000+1000", "2000+1000", "3000+500"), kernel.taken);
      sendRun(narrow);
      assertEquals(8, kernel.taken.size(), "segments are not tried again");
      sendRun(route);
      assertEquals("0+3500/1000", kernel.taken.getLast(), "others go on");
    }
  }

  @Test
  void aDeviceThatCannotSegmentSwitchesThemOffForTheSocket() {
    kernel.answers(Errno.EIO);
    assertTrue(sendRun(route));
    sendRun(routeTo(2));
    assertEquals(8, kernel.taken.size());
    assertFalse(socket.segments());
  }

  @Test
  void aFullSocketTakesNothingAndTheRunComesAgain() {
    for (int error : new int[] {Errno.EAGAIN, Errno.ENOBUFS}) {
      kernel.answers(error);
      assertFalse(sendRun(route));
    }
    assertEquals(List.of(), kernel.taken);
    assertEquals(0, counters.of(SessionCounters.Event.SOCKET_ERROR));
  }

  @Test
  void withoutSegmentsTheSameHoldsBeforeTheFirstDatagram() {
    socket.withoutSegments();
    kernel.answers(Errno.EAGAIN);
    assertFalse(sendRun(route));
    assertEquals(List.of(), kernel.taken);
  }

  @Test
  void aRunThatIsHalfSentDoesNotComeAgain() {
    socket.withoutSegments();
    kernel.answers(0, 0, Errno.EAGAIN);
    assertTrue(sendRun(route), "its numbers could stand for other packets by then");
    assertEquals(List.of("0+1000", "1000+1000"), kernel.taken);
  }

  @Test
  void aViewerWhoCannotBeReachedLosesItsPacketsAndNobodyElseDoes() {
    kernel.answers(EHOSTUNREACH);
    assertTrue(sendRun(route));
    assertEquals(1, counters.of(SessionCounters.Event.SOCKET_ERROR));
    assertTrue(sendRun(routeTo(2)));
    assertEquals(List.of("0+3500/1000"), kernel.taken);
  }

  @Test
  void oneDatagramIsSentAsItIs() {
    assertTrue(route.send(RUN, 0, 700, 700));
    assertEquals(List.of("0+700"), kernel.taken);
  }
}
