package dev.sluice.source.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.WallClock;
import dev.sluice.media.Track;
import dev.sluice.net.rtmp.RtmpBytes;
import dev.sluice.source.supervisor.PublishRefusedException;
import dev.sluice.source.supervisor.PublishRights;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RtmpServerTest {
  private static final String START = "NetStream.Publish.Start";
  private static final long TOO_LATE_NANOS = Duration.ofSeconds(60).toNanos();

  /** Has no memory for its first two connections. */
  private static final class ExhaustedListener extends ServerSocket {
    private final AtomicInteger failures = new AtomicInteger(2);

    ExhaustedListener() throws IOException {
      super(0, 5, InetAddress.getLoopbackAddress());
    }

    @Override
    public Socket accept() throws IOException {
      if (failures.getAndDecrement() > 0) {
        throw new OutOfMemoryError("for the test");
      }
      return super.accept();
    }
  }

  /** Has no memory for what a connection needs behind its place. */
  private static final class ScarceListener extends ServerSocket {
    ScarceListener() throws IOException {
      super(0, 5, InetAddress.getLoopbackAddress());
    }

    @Override
    public Socket accept() throws IOException {
      Socket socket =
          new Socket() {
            private final AtomicInteger asked = new AtomicInteger();

            @Override
            public InetAddress getInetAddress() {
              if (asked.getAndIncrement() > 0) {
                throw new OutOfMemoryError("for the test");
              }
              return super.getInetAddress();
            }
          };
      implAccept(socket);
      return socket;
    }
  }

  private static long pictures(RtmpFixture fixture, String stream) {
    TrackLog log = fixture.streams.find(stream).map(known -> known.log(Track.VIDEO)).orElse(null);
    return log == null ? 0 : log.head();
  }

  @Test
  void aPictureIsInTheLog() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient client = fixture.client()) {
      client.publish("live", "cam").readUntil(START);
      client.keyPicture(0);
      RtmpFixture.until(() -> pictures(fixture, "cam") == 1, "a picture");
      client.send(new RtmpBytes().command(RtmpClient.command("FCUnpublish", "cam")));
      fixture.awaitEnd(SourceEnd.COMPLETE);
      client.readUntil("NetStream.Unpublish.Success");
      assertEquals(1, fixture.count(RtmpCounter.PUBLISHERS));
    }
  }

  @Test
  void connectionsAreAcceptedAfterFaults() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture(new ExhaustedListener());
        RtmpClient client = fixture.client()) {
      client.publish("live", "cam").readUntil(START);
      assertEquals(2, fixture.faults());
    }
  }

  @Test
  void aConnectionThatCannotBeginKeepsNoMemory() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture(new ScarceListener());
        RtmpClient client = fixture.client()) {
      assertEquals("", client.readAll());
      RtmpFixture.until(() -> fixture.faults() == 1, "a fault");
      assertEquals(0, fixture.server.connections());
      assertEquals(0, fixture.streams.memory().inputBytes());
    }
  }

  @Test
  void theNameMayStandInThePlaceOfTheApp() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient client = fixture.client()) {
      client.publish("cam", "").readUntil(START);
      client.keyPicture(0);
      RtmpFixture.until(() -> pictures(fixture, "cam") == 1, "a picture");
    }
  }

  @Test
  void anEndWithoutGoodbye() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture()) {
      try (RtmpClient client = fixture.client()) {
        client.publish("live", "cam").readUntil(START);
        client.keyPicture(0);
        RtmpFixture.until(() -> pictures(fixture, "cam") == 1, "a picture");
      }
      fixture.awaitEnd(SourceEnd.VANISHED);
      fixture.awaitNoConnection();
      assertEquals(0, fixture.streams.memory().inputBytes());
    }
  }

  @Test
  void anotherPublisherTakesOverAndTheFirstIsTold() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient first = fixture.client();
        RtmpClient second = fixture.client()) {
      first.publish("live", "cam").readUntil(START);
      first.keyPicture(0);
      RtmpFixture.until(() -> pictures(fixture, "cam") == 1, "a picture");
      second.publish("live", "cam").readUntil(START);
      second.keyPicture(0);
      assertTrue(first.readAll().contains("Another source has taken over the stream"));
      RtmpFixture.until(() -> pictures(fixture, "cam") == 2, "a picture of the second");
      fixture.awaitOneSource();
    }
  }

  @Test
  void aPublisherMayComeBackBesideItsDeadConnection() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient dead = fixture.client()) {
      dead.publish("live", "cam").readUntil(START);
      dead.keyPicture(0);
      RtmpFixture.until(() -> pictures(fixture, "cam") == 1, "a picture");
      for (int i = 0; i < 3; i++) {
        try (RtmpClient again = fixture.client()) {
          again.publish("live", "cam").readUntil(START);
          again.keyPicture(1000 * i);
          int expected = i + 2;
          RtmpFixture.until(() -> pictures(fixture, "cam") == expected, "picture " + expected);
        }
      }
    }
  }

  @Test
  void aSecondPublisherIsRefusedIfTheSettingsSaySo() throws IOException {
    try (RtmpFixture fixture =
            new RtmpFixture(PublishRights.OPEN, Takeover.REJECT, Duration.ofSeconds(10));
        RtmpClient first = fixture.client();
        RtmpClient second = fixture.client()) {
      first.publish("live", "cam").readUntil(START);
      first.keyPicture(0);
      RtmpFixture.until(() -> pictures(fixture, "cam") == 1, "a picture");
      String answer = second.publish("live", "cam").readAll();
      assertTrue(answer.contains("NetStream.Publish.BadName"), answer);
    }
  }

  @Test
  void badNamesAreRefused() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient client = fixture.client();
        RtmpClient nameless = fixture.client()) {
      String answer = client.publish("live", "a,b").readAll();
      assertTrue(answer.contains("A stream's name has 1 to 64 letters"), answer);
      assertTrue(nameless.publish("", "").readAll().contains("rtmp://HOST/APP/NAME"));
      assertEquals(2, fixture.count(RtmpCounter.BAD_NAMES));
    }
  }

  @Test
  void withoutMemoryNoStreamBegins() throws IOException {
    Streams full = TestStream.withoutMemory();
    try (RtmpFixture fixture =
            new RtmpFixture(full, PublishRights.OPEN, Takeover.REPLACE, Duration.ofSeconds(10));
        RtmpClient client = fixture.client()) {
      String answer = client.publish("live", "cam").readAll();
      assertTrue(answer.contains("NetStream.Publish.Rejected"), answer);
      assertTrue(answer.contains("stream.log.totalMegabytes"), answer);
      assertEquals(1, fixture.count(RtmpCounter.NO_MEMORY));
      assertEquals(0, fixture.count(RtmpCounter.BAD_NAMES));
      assertEquals(1, full.refusedWithoutMemory());
    }
  }

  @Test
  void aStreamTooManyIsRejectedWithItsFirstPicture() throws IOException {
    Streams two = new Streams(TestStream.SETTINGS, new WallClock(0));
    try (RtmpFixture fixture =
            new RtmpFixture(two, PublishRights.OPEN, Takeover.REPLACE, Duration.ofSeconds(10));
        RtmpClient client = fixture.client()) {
      TestStream.play(two, "one", TestStream.BOTH);
      TestStream.play(two, "two", TestStream.BOTH);
      String answer = client.publish("live", "three").keyPicture(0).readAll();
      assertTrue(answer.contains("NetStream.Publish.Rejected"), answer);
      assertEquals(1, fixture.count(RtmpCounter.FULL));
    }
  }

  @Test
  void rightsAreDecidedByNameAndToken() throws IOException {
    List<String> asked = new ArrayList<>();
    PublishRights rights =
        (stream, token, address) -> {
          asked.add(stream + " " + token + " " + address.getHostAddress());
          if (!token.equals("good")) {
            throw new PublishRefusedException(
                PublishRefusedException.Cause.TOKEN, "The token is not known.");
          }
          return OptionalLong.empty();
        };
    try (RtmpFixture fixture = new RtmpFixture(rights, Takeover.REPLACE, Duration.ofSeconds(10));
        RtmpClient bad = fixture.client();
        RtmpClient good = fixture.client()) {
      String answer = bad.publish("live", "cam?token=bad").readAll();
      assertTrue(answer.contains("NetStream.Publish.Denied"), answer);
      assertTrue(answer.contains("The token is not known."), answer);
      good.publish("live", "cam?token=good").readUntil(START);
      assertEquals(List.of("cam bad 127.0.0.1", "cam good 127.0.0.1"), asked);
      assertEquals(1, fixture.count(RtmpCounter.DENIED));
    }
  }

  @Test
  void anExpiredRightEndsTheSource() throws IOException {
    PublishRights rights =
        (stream, token, address) -> OptionalLong.of(System.nanoTime() + 200_000_000L);
    try (RtmpFixture fixture = new RtmpFixture(rights, Takeover.REPLACE, Duration.ofSeconds(10));
        RtmpClient client = fixture.client()) {
      client.publish("live", "cam").readUntil(START);
      client.keyPicture(0);
      assertTrue(client.readAll().contains("The right to publish has expired"));
      fixture.awaitEnd(SourceEnd.EXPIRED);
    }
  }

  @Test
  void aHalfOpenConnectionEndsAsStalled() throws IOException {
    try (RtmpFixture fixture =
            new RtmpFixture(PublishRights.OPEN, Takeover.REPLACE, Duration.ofMillis(300));
        RtmpClient client = fixture.client()) {
      client.publish("live", "cam").readUntil(START);
      client.keyPicture(0);
      assertTrue(client.readAll().contains("Nothing came for longer than ingest.stallSeconds"));
      fixture.awaitEnd(SourceEnd.STALLED);
    }
  }

  @Test
  void aSlowDripWithinAMessageEndsAsStalled() throws IOException {
    try (RtmpFixture fixture =
            new RtmpFixture(PublishRights.OPEN, Takeover.REPLACE, Duration.ofMillis(300));
        RtmpClient client = fixture.client()) {
      client.publish("live", "cam").readUntil(START);
      client.keyPicture(0);
      client.send(new RtmpBytes().chunk(6, 9, 40, 9 << 20, new byte[0]));
      RtmpFixture.until(
          () -> {
            drip(client);
            return fixture.sources.counters().of(SourceEnd.STALLED) == 1;
          },
          "stalled");
    }
  }

  /** One byte more of the message, as long as the connection is open. */
  private static void drip(RtmpClient client) {
    try {
      client.send(new RtmpBytes().hex("00"));
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Test
  void garbageIsClosedAtOnce() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient client = fixture.client()) {
      client.send(new RtmpBytes().hex("474554202f"));
      assertEquals("", client.readAll());
      RtmpFixture.until(() -> fixture.count(RtmpCounter.FAULTS) == 1, "a fault");
    }
  }

  @Test
  void faultsBehindTheHandshakeAreTold() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient client = fixture.client()) {
      client.publish("live", "cam").readUntil(START);
      client.keyPicture(0).send(new RtmpBytes().hex("04 000000 ffffff 09 01000000"));
      assertTrue(client.readAll().contains("A message is too long"));
      fixture.awaitEnd(SourceEnd.VANISHED);
    }
  }

  @Test
  void connectionsWithoutPublisherEnd() throws IOException {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient silent = fixture.client();
        RtmpClient slow = fixture.client()) {
      slow.send(new RtmpBytes().handshake()).readUntil("");
      RtmpFixture.until(() -> fixture.server.connections() == 2, "two connections");
      fixture.server.sweep(System.nanoTime() + TOO_LATE_NANOS);
      fixture.awaitNoConnection();
      assertEquals(2, fixture.count(RtmpCounter.TIMEOUTS));
      assertEquals("", silent.readAll());
    }
  }

  @Test
  void anAddressHasAShareOfTheConnections() throws IOException {
    List<RtmpClient> clients = new ArrayList<>();
    try (RtmpFixture fixture = new RtmpFixture()) {
      for (int i = 0; i < RtmpFixture.CONNECTIONS; i++) {
        clients.add(fixture.client());
      }
      RtmpFixture.until(
          () ->
              fixture.server.refusedConnections() + fixture.server.connections()
                  == RtmpFixture.CONNECTIONS,
          "all");
      assertTrue(fixture.server.refusedConnections() > 0);
      for (RtmpClient client : clients) {
        client.close();
      }
      fixture.awaitNoConnection();
    }
  }

  @Test
  void theServiceStops() throws IOException {
    RtmpFixture fixture = new RtmpFixture();
    try (RtmpClient client = fixture.client()) {
      client.publish("live", "cam").readUntil(START);
      client.keyPicture(0);
      RtmpFixture.until(() -> pictures(fixture, "cam") == 1, "a picture");
      fixture.close();
      assertTrue(client.readAll().contains("The service is stopping."));
    }
    fixture.awaitNoConnection();
  }
}
