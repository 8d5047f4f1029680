package dev.sluice.source.srt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.FreePorts;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.IngestSettings;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtOption;
import dev.sluice.net.libsrt.SrtSender;
import dev.sluice.net.libsrt.SrtState;
import dev.sluice.source.supervisor.PublishRefusedException;
import dev.sluice.source.supervisor.PublishRights;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** The port for publishers of all streams: who is let in, what becomes of the media, the end. */
@EnabledIf("dev.sluice.net.libsrt.SrtSender#available")
@Timeout(60)
final class SrtServerTest {
  private static final String PASSPHRASE = "a passphrase for tests";
  private static final int MESSAGE_BYTES = 7 * 188;

  private Streams streams = new Streams(TestStream.SETTINGS, new WallClock(0));
  private final Map<String, Object> sourceSettings = new HashMap<>();
  private final Map<String, Object> settings = new HashMap<>();
  private PublishRights rights = PublishRights.OPEN;
  private Function<InetAddress, SourceClient> clients =
      address -> new SourceClient("", address.getHostAddress());
  private SrtFixture fixture;
  private Sources sources;
  private SrtServer server;

  @BeforeEach
  void prepare() throws Exception {
    fixture = new SrtFixture();
    settings.put("srt.port", FreePorts.next());
    settings.put("srt.latencyMillis", 20);
    sourceSettings.put("ingest.stallSeconds", Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
      sources.cancelAll();
      SrtFixture.await("all connections end", () -> server.connections() == 0);
      assertEquals(0, sources.count());
    }
    fixture.close();
  }

  private void start() throws SrtException {
    Faults faults = new Faults(System::nanoTime);
    sources =
        new Sources(
            streams,
            place -> new TsIngest(place, GivenSettings.defaults(IngestSettings::new)),
            GivenSettings.of(SourceSettings::new, sourceSettings),
            faults.guard("source_timer"));
    SrtSettings given = GivenSettings.of(SrtSettings::new, settings);
    server =
        SrtServer.start(
            fixture.runtime,
            given,
            sources,
            rights,
            new ConnectionShares("for SRT", given.connections, new LimitKeys(List.of())),
            clients,
            Duration.ofMillis(1500),
            faults.guard("srt"));
  }

  private SrtSender publisher(String streamId) throws SrtException {
    return fixture.caller(server.port(), Map.of(SrtOption.STREAM_ID, streamId));
  }

  private static byte[] media() throws IOException {
    try (InputStream in = SrtServerTest.class.getResourceAsStream("/ts/h264-bare.ts")) {
      return in.readAllBytes();
    }
  }

  private static void publish(SrtSender sender) throws IOException {
    byte[] media = media();
    for (int at = 0; at < media.length; at += MESSAGE_BYTES) {
      assertTrue(
          sender.send(Arrays.copyOfRange(media, at, Math.min(at + MESSAGE_BYTES, media.length))));
    }
  }

  private String refusal(String streamId) {
    return String.valueOf(assertThrows(SrtException.class, () -> publisher(streamId)).getMessage());
  }

  private long tracks(String stream) {
    return streams
        .find(stream)
        .map(found -> found.source().tracks())
        .map(tracks -> (long) tracks.tracks().size())
        .orElse(0L);
  }

  @Test
  void theStreamIdNamesTheStream() throws Exception {
    start();
    try (SrtSender one = publisher("#!::r=one,m=publish");
        SrtSender two = publisher("two")) {
      publish(one);
      publish(two);
      SrtFixture.await("both have tracks", () -> tracks("one") > 0 && tracks("two") > 0);
      assertEquals(2, server.connections());
    }
    SrtFixture.await("both end", () -> sources.counters().of(SourceEnd.COMPLETE) == 2);
    assertEquals(2L * media().length, sources.counters().bytes());
    assertEquals(2, fixture.runtime.counters().of(SrtCounter.CONNECTED));
  }

  @Test
  void connectionsAreAcceptedAfterAFault() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    settings.put("srt.connections", 4);
    Function<InetAddress, SourceClient> sound = clients;
    clients =
        address -> {
          if (failures.getAndDecrement() > 0) {
            throw new OutOfMemoryError("for the test");
          }
          return sound.apply(address);
        };
    start();
    try (SrtSender failed = publisher("one")) {
      SrtFixture.await("it is closed", () -> failed.state() != SrtState.CONNECTED);
    }
    try (SrtSender next = publisher("two")) {
      publish(next);
      SrtFixture.await("tracks", () -> tracks("two") > 0);
    }
  }

  @Test
  void readersAndUnknownStreamIdsAreRefusedWithTheirReason() throws Exception {
    start();
    assertTrue(refusal("#!::r=live,m=request").contains("does not allow this mode"));
    assertTrue(refusal("a/b").contains("does not understand the stream id"));
    assertTrue(refusal("#!::r=live,m=publish,t=file").contains("reason 1415"));
    assertEquals(1, fixture.runtime.counters().of(SrtRefusal.MODE));
    assertEquals(1, fixture.runtime.counters().of(SrtRefusal.STREAM_ID));
    assertEquals(0, server.connections());
  }

  @Test
  void theTokenOfTheStreamIdIsChecked() throws Exception {
    rights =
        (stream, token, client) -> {
          assertEquals("127.0.0.1", client.getHostAddress());
          if (token.isEmpty()) {
            throw refused(PublishRefusedException.Cause.TOKEN);
          }
          if (!token.equals("right")) {
            throw refused(PublishRefusedException.Cause.FORBIDDEN);
          }
          return OptionalLong.empty();
        };
    start();
    assertTrue(refusal("publish:live").contains("another name or token"));
    assertTrue(refusal("#!::r=live,m=publish,s=wrong").contains("forbids"));
    try (SrtSender sender = publisher("#!::r=live,m=publish,s=right")) {
      publish(sender);
      SrtFixture.await("tracks", () -> tracks("live") > 0);
    }
  }

  private static PublishRefusedException refused(PublishRefusedException.Cause cause) {
    return new PublishRefusedException(cause, "No.");
  }

  @Test
  void aRightThatIsCheckedForLongDelaysNobodyElse() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    rights =
        (stream, token, client) -> {
          if (stream.equals("slow")) {
            asked.countDown();
            answered.await();
            throw refused(PublishRefusedException.Cause.TOKEN);
          }
          return OptionalLong.empty();
        };
    start();
    try (SrtSender slow = publisher("slow");
        SrtSender fast = publisher("fast")) {
      asked.await();
      publish(slow);
      publish(fast);
      SrtFixture.await("the other plays", () -> tracks("fast") > 0);
      assertTrue(streams.find("slow").isEmpty());
      answered.countDown();
      SrtFixture.await("it is refused", () -> fixture.runtime.counters().of(SrtRefusal.TOKEN) == 1);
      SrtFixture.await("it is closed", () -> server.connections() == 1);
      assertTrue(streams.find("slow").isEmpty());
    }
  }

  @Test
  void aRightThatExpiresEndsTheConnection() throws Exception {
    rights = (stream, token, client) -> OptionalLong.of(System.nanoTime() + 300_000_000L);
    start();
    try (SrtSender sender = publisher("live")) {
      publish(sender);
      SrtFixture.await("it expires", () -> sources.counters().of(SourceEnd.EXPIRED) == 1);
      SrtFixture.await("it is closed", () -> server.connections() == 0);
    }
  }

  @Test
  void aWrongPassphraseIsCountedAndHoldsNoPlace() throws Exception {
    settings.put("srt.passphrase", PASSPHRASE);
    settings.put("srt.connections", 1);
    start();
    for (int i = 0; i < 3; i++) {
      String wrong =
          String.valueOf(
              assertThrows(
                      SrtException.class,
                      () ->
                          fixture.caller(
                              server.port(),
                              Map.of(
                                  SrtOption.STREAM_ID,
                                  "live",
                                  SrtOption.PASSPHRASE,
                                  "another passphrase")))
                  .getMessage());
      assertTrue(wrong.contains("the passphrase is wrong"), wrong);
      int failures = i + 1;
      SrtFixture.await(
          "it is counted",
          () -> fixture.runtime.counters().of(SrtCounter.HANDSHAKE_FAILED) == failures);
    }
    try (SrtSender sender =
        fixture.caller(
            server.port(), Map.of(SrtOption.STREAM_ID, "live", SrtOption.PASSPHRASE, PASSPHRASE))) {
      publish(sender);
      SrtFixture.await("tracks", () -> tracks("live") > 0);
    }
  }

  @Test
  void anAddressHasItsShareOfConnections() throws Exception {
    settings.put("srt.connections", 4);
    start();
    try (SrtSender one = publisher("one")) {
      assertTrue(refusal("two").contains("too many connections"));
      assertEquals(1, fixture.runtime.counters().of(SrtRefusal.OVERLOAD));
      assertEquals(SrtState.CONNECTED, one.state());
    }
    SrtFixture.await("the place is free", () -> server.connections() == 0);
    publisher("two").close();
  }

  @Test
  void withoutMemoryNoStreamBegins() throws Exception {
    streams = TestStream.withoutMemory();
    start();
    assertTrue(refusal("live").contains("too many connections"));
    assertEquals(1, fixture.runtime.counters().of(SrtRefusal.NO_MEMORY));
    assertEquals(0, fixture.runtime.counters().of(SrtRefusal.OVERLOAD));
    assertEquals(1, streams.refusedWithoutMemory());
  }

  @Test
  void aStreamThatMayNotBeReplacedRefusesASecondPublisher() throws Exception {
    sourceSettings.put("ingest.takeover", Takeover.REJECT);
    start();
    try (SrtSender first = publisher("live")) {
      publish(first);
      SrtFixture.await("tracks", () -> tracks("live") > 0);
      assertTrue(refusal("live").contains("another connection for this stream id"));
      assertEquals(1, fixture.runtime.counters().of(SrtRefusal.OCCUPIED));
    }
  }

  @Test
  void theNewerPublisherTakesOver() throws Exception {
    start();
    try (SrtSender first = publisher("live");
        SrtSender second = publisher("live")) {
      publish(first);
      SrtFixture.await("tracks", () -> tracks("live") > 0);
      publish(second);
      SrtFixture.await(
          "the first is replaced", () -> sources.counters().of(SourceEnd.SUPERSEDED) == 1);
      SrtFixture.await("the first is closed", () -> server.connections() == 1);
    }
  }

  @Test
  void aPublisherThatSendsNothingIsClosed() throws Exception {
    start();
    try (SrtSender silent = publisher("live")) {
      SrtFixture.await("it is closed", () -> server.connections() == 0);
      assertTrue(streams.find("live").isEmpty());
      assertEquals(0, sources.count());
      silent.close();
    }
  }

  @Test
  void aPublisherOfGarbageIsClosed() throws Exception {
    start();
    try (SrtSender sender = publisher("live")) {
      byte[] garbage = new byte[MESSAGE_BYTES];
      SrtFixture.await("it is refused", () -> !sender.send(garbage));
      SrtFixture.await("it ends", () -> sources.counters().of(SourceEnd.GARBAGE) == 1);
    }
  }

  @Test
  void theEndOfTheServiceClosesPublishers() throws Exception {
    start();
    try (SrtSender playing = publisher("one");
        SrtSender silent = publisher("two")) {
      publish(playing);
      SrtFixture.await("tracks", () -> tracks("one") > 0);
      server.close();
      SrtFixture.await("both are closed", () -> server.connections() == 0);
      assertEquals(1, sources.counters().of(SourceEnd.SHUTDOWN));
      silent.close();
    }
  }
}
