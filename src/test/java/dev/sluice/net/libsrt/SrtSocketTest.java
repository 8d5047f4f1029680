package dev.sluice.net.libsrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Sockets of the real library, over loopback. */
@EnabledIf("dev.sluice.net.libsrt.SrtSender#available")
final class SrtSocketTest {
  private static final int MOST_WAITS = 5000;

  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private SrtLibrary library;
  private SrtSocket listener;

  @BeforeEach
  void open() throws SrtException {
    library = SrtLibrary.open();
    listener = library.socket();
    listener.set(SrtOption.BLOCKING_RECEIVE, 0);
  }

  @AfterEach
  void close() {
    listener.close();
    library.close();
  }

  private int listen(int decision) throws SrtException {
    listener.listen(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
        4,
        (socket, peer, streamId) -> {
          asked.add(peer.getAddress().getHostAddress() + " " + streamId);
          return decision;
        });
    return listener.localAddress().orElseThrow().getPort();
  }

  private SrtSocket accepted() throws SrtException {
    for (int i = 0; i < MOST_WAITS; i++) {
      Optional<SrtSocket> socket = listener.accept();
      if (socket.isPresent()) {
        socket.get().set(SrtOption.BLOCKING_RECEIVE, 1);
        socket.get().set(SrtOption.RECEIVE_TIMEOUT, 1000);
        return socket.get();
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
    throw new AssertionError("no caller came");
  }

  @Test
  void messagesArriveWholeAndNumbered() throws Exception {
    int port = listen(ListenHook.ACCEPT);
    try (SrtSender sender =
            SrtSender.connect(
                library, port, Map.of(SrtOption.STREAM_ID, "publish:one", SrtOption.LATENCY, 20));
        SrtSocket socket = accepted();
        Arena arena = Arena.ofConfined()) {
      assertEquals("127.0.0.1 publish:one", asked.take());
      MemorySegment memory = arena.allocate(2 * SrtMessages.MAX_MESSAGE_BYTES, 8);
      SrtMessages messages = socket.messages(arena);
      sender.send(new byte[] {1, 2, 3});
      sender.send(new byte[1316]);
      assertEquals(3, messages.next(memory, 7));
      assertEquals(3, memory.get(ValueLayout.JAVA_BYTE, 9));
      int first = messages.sequence();
      assertEquals(1316, messages.next(memory, 0));
      assertEquals((first + 1) & 0x7FFF_FFFF, messages.sequence());
      assertEquals(2, socket.statistics().orElseThrow().packets());
      assertEquals(SrtState.CONNECTED, socket.state());
      sender.close();
      assertEquals(SrtMessages.BROKEN, messages.next(memory, 0));
    }
  }

  @Test
  void aReadWithoutMessagesEndsAfterItsTimeLimit() throws Exception {
    int port = listen(ListenHook.ACCEPT);
    try (SrtSender sender = SrtSender.connect(library, port, Map.of());
        SrtSocket socket = accepted();
        Arena arena = Arena.ofConfined()) {
      socket.set(SrtOption.RECEIVE_TIMEOUT, 20);
      SrtMessages messages = socket.messages(arena);
      MemorySegment memory = arena.allocate(SrtMessages.MAX_MESSAGE_BYTES, 8);
      assertEquals(SrtMessages.TIMEOUT, messages.next(memory, 0));
      assertEquals(SrtState.CONNECTED, sender.state());
    }
  }

  @Test
  void aReadEndsWhenAnotherThreadClosesTheSocket() throws Exception {
    int port = listen(ListenHook.ACCEPT);
    try (SrtSender sender = SrtSender.connect(library, port, Map.of());
        SrtSocket socket = accepted();
        Arena arena = Arena.ofConfined()) {
      socket.set(SrtOption.RECEIVE_TIMEOUT, 60_000);
      SrtMessages messages = socket.messages(arena);
      MemorySegment memory = arena.allocate(SrtMessages.MAX_MESSAGE_BYTES, 8);
      Thread.ofPlatform().start(socket::close);
      assertEquals(SrtMessages.BROKEN, messages.next(memory, 0));
      sender.close();
    }
  }

  @Test
  void aRefusedCallerGetsTheReason() throws Exception {
    int port = listen(RejectReason.CONFLICT);
    SrtException refused =
        assertThrows(SrtException.class, () -> SrtSender.connect(library, port, Map.of()));
    assertEquals(
        "The SRT connection failed: the peer has another connection for this stream id.",
        refused.getMessage());
  }

  @Test
  void aHookThatFailsRefuses() throws Exception {
    listener.listen(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
        4,
        (socket, peer, streamId) -> {
          throw new IllegalStateException("a defect");
        });
    int port = listener.localAddress().orElseThrow().getPort();
    assertThrows(SrtException.class, () -> SrtSender.connect(library, port, Map.of()));
  }

  @Test
  void aWrongPassphraseIsRefusedAndNeverAccepted() throws Exception {
    listener.set(SrtOption.PASSPHRASE, "the right passphrase");
    int port = listen(ListenHook.ACCEPT);
    SrtException wrong =
        assertThrows(
            SrtException.class,
            () ->
                SrtSender.connect(
                    library, port, Map.of(SrtOption.PASSPHRASE, "another passphrase")));
    assertTrue(wrong.getMessage().contains("the passphrase is wrong"), wrong::getMessage);
    SrtException none =
        assertThrows(SrtException.class, () -> SrtSender.connect(library, port, Map.of()));
    assertTrue(none.getMessage().contains("one side has a passphrase"), none::getMessage);
    assertTrue(listener.accept().isEmpty());
    try (SrtSender sender =
            SrtSender.connect(library, port, Map.of(SrtOption.PASSPHRASE, "the right passphrase"));
        SrtSocket socket = accepted()) {
      assertEquals(SrtState.CONNECTED, socket.state());
      assertEquals(SrtState.CONNECTED, sender.state());
    }
  }

  @Test
  void aPortThatNobodyListensAtIsToldInASentence() throws Exception {
    int port = listen(ListenHook.ACCEPT);
    listener.close();
    SrtException failed =
        assertThrows(
            SrtException.class,
            () -> SrtSender.connect(library, port, Map.of(SrtOption.CONNECT_TIMEOUT, 200)));
    assertEquals("The SRT connection failed: the peer does not answer.", failed.getMessage());
  }

  @Test
  void aClosedListenerForgetsItsHook() throws Exception {
    int unused = listen(ListenHook.ACCEPT);
    assertEquals(1, library.hooks());
    listener.close();
    assertEquals(0, library.hooks());
  }
}
