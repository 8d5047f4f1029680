package dev.sluice.source.srt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.FreePorts;
import dev.sluice.net.libsrt.ListenHook;
import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtOption;
import dev.sluice.net.libsrt.SrtSender;
import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.net.libsrt.SrtState;
import dev.sluice.source.http.CollectingInlet;
import dev.sluice.source.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Sources that are called and that call, over loopback. */
@EnabledIf("dev.sluice.net.libsrt.SrtSender#available")
@Timeout(60)
final class SrtTransportTest {
  private static final String PASSPHRASE = "a passphrase for tests";

  private final CollectingInlet inlet = new CollectingInlet();
  private SrtFixture fixture;

  @BeforeEach
  void start() throws SrtException {
    fixture = new SrtFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aListenerPlaysOneCallerAfterTheOther() throws Exception {
    int port = FreePorts.next();
    try (Transport transport =
        fixture.transport("srt://127.0.0.1:" + port + "?mode=listener&latency=20")) {
      FutureTask<Transport.Ended> first = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(port, Map.of())) {
        sender.send(SrtFixture.packet("one"));
        inlet.await("one");
      }
      assertEquals(Transport.Ended.NEXT_PEER, first.get());
      FutureTask<Transport.Ended> second = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(port, Map.of())) {
        sender.send(SrtFixture.packet("two"));
        inlet.await("two");
      }
      assertEquals(Transport.Ended.NEXT_PEER, second.get());
      assertEquals("GoneGtwo", inlet.text());
      assertEquals(2, inlet.connections());
    }
  }

  /** A listening socket binds in its own time. */
  private SrtSender caller(int port, Map<SrtOption, Object> options) throws SrtException {
    SrtException last = null;
    for (int i = 0; i < 20; i++) {
      try {
        return fixture.caller(port, options);
      } catch (SrtException e) {
        last = e;
      }
    }
    throw last;
  }

  @Test
  void whatWasSentBeforeTheEndIsPlayed() throws Exception {
    int port = FreePorts.next();
    try (Transport transport =
        fixture.transport("srt://127.0.0.1:" + port + "?mode=listener&latency=300")) {
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(port, Map.of())) {
        sender.send(SrtFixture.packet("begin "));
        inlet.await("begin");
        sender.send(SrtFixture.packet("end"));
        SrtFixture.await("the last packet", () -> fixture.runtime.counters().connections() == 1);
      }
      assertEquals(Transport.Ended.NEXT_PEER, run.get());
      assertEquals("Gbegin Gend", inlet.text());
    }
  }

  @Test
  void aSecondCallerIsRefusedWhileOneIsConnected() throws Exception {
    int port = FreePorts.next();
    try (Transport transport = fixture.transport("srt://127.0.0.1:" + port + "?mode=listener")) {
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(port, Map.of())) {
        sender.send(SrtFixture.packet("one"));
        inlet.await("one");
        SrtException refused =
            assertThrows(SrtException.class, () -> fixture.caller(port, Map.of()));
        assertTrue(refused.getMessage().contains("another connection"), refused::getMessage);
        assertEquals(1, fixture.runtime.counters().of(SrtRefusal.OCCUPIED));
      }
      assertEquals(Transport.Ended.NEXT_PEER, run.get());
    }
  }

  @Test
  void aSilentCallerMakesRoomForOneWithMedia() throws Exception {
    int port = FreePorts.next();
    try (Transport transport =
        fixture.transport("srt://127.0.0.1:" + port + "?mode=listener&latency=20")) {
      FutureTask<Transport.Ended> first = SrtFixture.run(transport, inlet);
      try (SrtSender silent = caller(port, Map.of());
          SrtSender sender = caller(port, Map.of())) {
        assertTrue(sender.send(SrtFixture.packet("one")));
        assertEquals(Transport.Ended.NEXT_PEER, first.get());
        assertEquals(1, fixture.runtime.counters().of(SrtRefusal.NO_MEDIA));
        FutureTask<Transport.Ended> second = SrtFixture.run(transport, inlet);
        inlet.await("one");
        SrtFixture.await("the silent one is closed", () -> silent.state() != SrtState.CONNECTED);
        sender.close();
        assertEquals(Transport.Ended.NEXT_PEER, second.get());
      }
    }
  }

  @Test
  void aCallerOfGarbageIsClosedAtItsFirstPacket() throws Exception {
    int port = FreePorts.next();
    try (Transport transport =
        fixture.transport("srt://127.0.0.1:" + port + "?mode=listener&latency=20")) {
      FutureTask<Transport.Ended> first = SrtFixture.run(transport, inlet);
      try (SrtSender garbage = caller(port, Map.of())) {
        assertTrue(garbage.send(SrtFixture.bytes("no media")));
        assertEquals(Transport.Ended.NEXT_PEER, first.get());
      }
      assertEquals("", inlet.text());
      assertEquals(1, fixture.runtime.counters().of(SrtRefusal.NO_MEDIA));
      assertEquals(0, fixture.runtime.counters().of(SrtRefusal.OCCUPIED));
    }
  }

  @Test
  void callersThatWaitAreTurnedAwayByTheFirstWithMedia() throws Exception {
    int port = FreePorts.next();
    try (Transport transport =
        fixture.transport("srt://127.0.0.1:" + port + "?mode=listener&latency=20")) {
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(port, Map.of());
          SrtSender other = caller(port, Map.of())) {
        assertTrue(sender.send(SrtFixture.packet("one")));
        inlet.await("one");
        SrtFixture.await("the other is closed", () -> other.state() != SrtState.CONNECTED);
        assertEquals(1, fixture.runtime.counters().of(SrtRefusal.OCCUPIED));
      }
      assertEquals(Transport.Ended.NEXT_PEER, run.get());
      assertEquals("Gone", inlet.text());
    }
  }

  @Test
  void packetsOfMediaNeedNotBeginWithASyncByte() throws Exception {
    int port = FreePorts.next();
    byte[] cut = new byte[1316];
    for (int at = 100; at < cut.length; at += 188) {
      cut[at] = 0x47;
    }
    try (Transport transport =
        fixture.transport("srt://127.0.0.1:" + port + "?mode=listener&latency=20")) {
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(port, Map.of())) {
        assertTrue(sender.send(cut));
        SrtFixture.await("it is taken", () -> inlet.text().length() == cut.length);
      }
      assertEquals(Transport.Ended.NEXT_PEER, run.get());
    }
  }

  @Test
  void aListenerWaitsOnAfterAWrongPassphraseOrStreamId() throws Exception {
    int port = FreePorts.next();
    String address =
        "srt://127.0.0.1:%d?mode=listener&latency=20&streamid=mine&passphrase=%s"
            .formatted(port, PASSPHRASE.replace(" ", "%20"));
    try (Transport transport = fixture.transport(address)) {
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      Map<SrtOption, Object> right =
          Map.of(SrtOption.PASSPHRASE, PASSPHRASE, SrtOption.STREAM_ID, "mine");
      SrtFixture.await(
          "another stream id is refused",
          () -> fails(port, Map.of(SrtOption.STREAM_ID, "other")).contains("stream id"));
      String wrong =
          fails(
              port,
              Map.of(SrtOption.PASSPHRASE, "another passphrase", SrtOption.STREAM_ID, "mine"));
      assertTrue(wrong.contains("passphrase is wrong"), wrong);
      SrtFixture.await(
          "the failed handshake is counted",
          () -> fixture.runtime.counters().of(SrtCounter.HANDSHAKE_FAILED) == 1);
      try (SrtSender sender = caller(port, right)) {
        sender.send(SrtFixture.packet("one"));
        inlet.await("one");
      }
      assertEquals(Transport.Ended.NEXT_PEER, run.get());
    }
  }

  private String fails(int port, Map<SrtOption, Object> options) {
    return String.valueOf(
        assertThrows(SrtException.class, () -> fixture.caller(port, options)).getMessage());
  }

  @Test
  void aListenerThatIsStoppedWhileItWaitsEndsAndListensAgain() throws Exception {
    int port = FreePorts.next();
    try (Transport transport =
        fixture.transport("srt://127.0.0.1:" + port + "?mode=listener&latency=20")) {
      CollectingInlet stopped = new CollectingInlet();
      FutureTask<Transport.Ended> first = SrtFixture.run(transport, stopped);
      stopped.stop();
      assertEquals(Transport.Ended.NEXT_PEER, first.get());
      FutureTask<Transport.Ended> second = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(port, Map.of())) {
        sender.send(SrtFixture.packet("one"));
        inlet.await("one");
      }
      assertEquals(Transport.Ended.NEXT_PEER, second.get());
    }
  }

  @Test
  void aCallerSendsItsStreamIdAndPlaysWhatItGets() throws Exception {
    try (SrtSocket listener = fixture.library.socket()) {
      StringBuilder asked = new StringBuilder();
      listener.set(SrtOption.PASSPHRASE, PASSPHRASE);
      listener.set(SrtOption.BLOCKING_RECEIVE, 0);
      listener.listen(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
          1,
          (number, peer, streamId) -> {
            asked.append(streamId);
            return ListenHook.ACCEPT;
          });
      int port = listener.localAddress().orElseThrow().getPort();
      String address =
          "srt://host:%d?latency=20&streamid=%s&passphrase=%s&pbkeylen=32"
              .formatted(port, "%23!::r=live,m=request", PASSPHRASE.replace(" ", "%20"));
      try (Transport transport = fixture.transport(address)) {
        FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
        try (SrtSender sender = SrtSender.of(accepted(listener))) {
          assertEquals("#!::r=live,m=request", asked.toString());
          // What is sent before the caller knows of the connection may be lost.
          SrtFixture.await(
              "media", () -> sender.send(SrtFixture.bytes("media")) && inlet.text().contains("me"));
        }
        assertEquals(Transport.Ended.AGAIN, run.get());
      }
    }
  }

  private static SrtSocket accepted(SrtSocket listener) {
    Optional<?>[] found = {Optional.empty()};
    SrtFixture.await(
        "a caller",
        () -> {
          found[0] = listener.accept();
          return found[0].isPresent();
        });
    return (SrtSocket) found[0].orElseThrow();
  }

  @Test
  void aCallerThatIsStoppedEndsAtOnce() throws Exception {
    int port = FreePorts.next();
    try (Transport transport = fixture.transport("srt://host:" + port)) {
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      long begun = System.nanoTime();
      inlet.stop();
      assertThrows(ExecutionException.class, run::get);
      assertTrue(System.nanoTime() - begun < 2_000_000_000L, "waited for the connection");
    }
  }

  @Test
  void nobodyAtThePortIsToldInASentence() throws Exception {
    int port = FreePorts.next();
    try (Transport transport = fixture.transport("srt://host:" + port)) {
      SrtException failed = assertThrows(SrtException.class, () -> transport.run(inlet));
      assertEquals("The SRT connection failed: the peer does not answer.", failed.getMessage());
      assertEquals(0, inlet.connections());
    }
  }

  @Test
  void aPortInUseIsToldInASentence() throws Exception {
    try (java.net.DatagramSocket other =
            new java.net.DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        Transport transport =
            fixture.transport("srt://127.0.0.1:" + other.getLocalPort() + "?mode=listener")) {
      SrtException failed = assertThrows(SrtException.class, () -> transport.run(inlet));
      assertTrue(failed.getMessage().contains("it is in use"), failed::getMessage);
    }
  }

  @Test
  void rendezvousIsRefused() {
    String sentence =
        String.valueOf(
            assertThrows(
                    dev.sluice.source.transport.AddressException.class,
                    () -> fixture.transport("srt://host:5000?mode=rendezvous"))
                .getMessage());
    assertTrue(sentence.contains("rendezvous of SRT is not supported"), sentence);
  }
}
