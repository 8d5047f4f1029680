package dev.sluice.source.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.http.RawHttp1;
import dev.sluice.net.http.RawHttp2;
import dev.sluice.source.supervisor.Source;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.stream.life.StreamState;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushed sources, over real sockets. */
final class PushTest {
  private PushFixture ingest;

  @BeforeEach
  void start() throws IOException {
    ingest = new PushFixture(Duration.ofMillis(700), true);
  }

  @AfterEach
  void stop() {
    ingest.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST"})
  void aBodyWithLengthIsReadToItsEnd(String method) throws IOException {
    try (RawHttp1 client = new RawHttp1(ingest.port())) {
      client.send(
          method + " /ingest/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nPGG");
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(200, answer.status(), answer.body());
      assertTrue(
          answer.body().startsWith("{\"stream\":\"a\",\"bytes\":3,\"packets\":2,\"seconds\":"),
          answer.body());
      ingest.awaitEnd(SourceEnd.COMPLETE);
      assertTrue(ingest.ingests.getFirst().ended);
      assertEquals(StreamState.STALLED, ingest.state("a"));
    }
  }

  @Test
  void whatIsSentArrivesAtOnceAndIsNeverBufferedOrCut() throws IOException {
    String data = "G".repeat(60_000);
    try (RawHttp1 client = ingest.push("a", "PGG")) {
      ingest.awaitIngest(1, 3);
      for (int i = 1; i <= 500; i++) {
        client.send(PushFixture.chunk(data));
      }
      ingest.awaitIngest(1, 3 + 500L * data.length());
      client.send("0\r\n\r\n");
      assertEquals(200, client.readAnswer().status());
      client.send("PUT /ingest/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nPG");
      assertEquals(200, client.readAnswer().status());
    }
  }

  /** {@code curl -T /etc/hostname}, for example. */
  @Test
  void aShortBodyThatIsNoTransportStreamIsRefusedAndCounted() throws IOException {
    try (RawHttp1 client = new RawHttp1(ingest.port())) {
      client.send("PUT /ingest/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhost\n");
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(415, answer.status(), answer.body());
      assertTrue(answer.body().contains("no MPEG transport stream"), answer.body());
      ingest.awaitEnd(SourceEnd.GARBAGE);
    }
  }

  @Test
  void aCompressedBodyOpensNoSource() throws IOException {
    try (RawHttp1 client = new RawHttp1(ingest.port())) {
      client.send(
          "PUT /ingest/a HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\n"
              + "Content-Length: 3\r\n\r\nPGG");
      assertEquals(415, client.readAnswer().status());
      assertTrue(ingest.ingests.isEmpty());
    }
  }

  @Test
  void aShortTransportStreamWithoutProgramMapIsRefused() throws IOException {
    try (RawHttp1 client = new RawHttp1(ingest.port())) {
      client.send("PUT /ingest/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nG");
      assertEquals(422, client.readAnswer().status());
      ingest.awaitEnd(SourceEnd.NO_PROGRAM);
    }
  }

  @Test
  void aClientThatAsksFirstIsToldToContinue() throws IOException {
    try (RawHttp1 client = new RawHttp1(ingest.port())) {
      client.send(
          "PUT /ingest/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
              + "Expect: 100-continue\r\n\r\n");
      assertEquals(100, client.readAnswer().status());
      client.send(PushFixture.chunk("PG") + "0\r\n\r\n");
      assertEquals(200, client.readAnswer().status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5\r\nGG", "5\r\nGGGGG", "5\r\nGGGGG\r\n", "zz\r\n"})
  void aPusherThatVanishesEndsItsEpoch(String lastWords) throws IOException {
    try (RawHttp1 client = ingest.push("a", "PG")) {
      ingest.awaitIngest(1, 2);
      assertEquals(StreamState.LIVE, ingest.state("a"));
      client.send(lastWords);
    }
    ingest.awaitEnd(SourceEnd.VANISHED);
    assertEquals(StreamState.STALLED, ingest.state("a"));
    assertTrue(ingest.ingests.getFirst().ended);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anHttp2PusherThatVanishesEndsItsEpoch(boolean reset) throws IOException {
    try (RawHttp2 client = new RawHttp2(ingest.port())) {
      client.postWithoutEnd(1, "/ingest/a");
      ingest.awaitIngest(1, 3);
      if (reset) {
        client.reset(1);
        ingest.awaitEnd(SourceEnd.VANISHED);
      }
    }
    ingest.awaitEnd(SourceEnd.VANISHED);
    assertTrue(ingest.streams.find("a").isEmpty(), "it has shown no tracks");
  }

  @Test
  void aStalledPusherIsClosed() throws IOException {
    long begin = System.nanoTime();
    try (RawHttp1 client = ingest.push("a", "PG")) {
      ingest.awaitIngest(1, 2);
      assertTrue(client.ends());
      ingest.awaitEnd(SourceEnd.STALLED);
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    assertTrue(millis >= 700 && millis < 2500, millis + " ms");
    assertEquals(StreamState.STALLED, ingest.state("a"));
  }

  @Test
  void aDefectOfTheParserIsCountedAndDoesNotEndTheWatchForAStall() throws IOException {
    try (RawHttp1 client = ingest.push("a", "PG")) {
      ingest.awaitIngest(1, 2).defect = true;
      assertTrue(client.ends());
      ingest.awaitEnd(SourceEnd.STALLED);
      assertTrue(ingest.faults.counts().get("source_timer") > 0);
    }
  }

  @Test
  void aPauseIsToldToTheSinkInTime() throws IOException {
    try (RawHttp1 client = ingest.push("a", "PG")) {
      RecordingIngest sink = ingest.awaitIngest(1, 2);
      for (int i = 1; i <= 3; i++) {
        int flushes = i;
        PushFixture.until(() -> sink.flushes == flushes, "flush " + i);
        long millis = sink.flushedAfterNanos / 1_000_000;
        // By the timer for 50 ms, and not by the check for a stall after 700 ms.
        assertTrue(millis >= 50 && millis < 600, millis + " ms");
        client.send(PushFixture.chunk("G"));
      }
    }
  }

  @Test
  void aSecondPusherTakesOverAndTheFirstIsClosed() throws IOException {
    try (RawHttp1 first = ingest.push("a", "PG")) {
      ingest.awaitIngest(1, 2);
      try (RawHttp1 second = ingest.push("a", "PGG")) {
        ingest.awaitIngest(2, 3);
        assertTrue(first.ends());
        PushFixture.until(
            () -> ingest.sources.counters().of(SourceEnd.SUPERSEDED) == 1, "first is over");
        assertEquals(StreamState.LIVE, ingest.state("a"));
        second.send(PushFixture.chunk("GGG") + "0\r\n\r\n");
        assertEquals(200, second.readAnswer().status());
        assertEquals(6, ingest.ingests.getLast().bytes);
        assertEquals(Map.of("packets", 6L), ingest.sources.counts());
      }
    }
  }

  @Test
  void nothingIsTakenOverByARequestThatSendsNothing() throws IOException {
    try (RawHttp1 first = ingest.push("a", "PG")) {
      ingest.awaitIngest(1, 2);
      for (String head :
          new String[] {"Content-Length: 0\r\n\r\n", "\r\n", CHUNKED + "0\r\n\r\n"}) {
        try (RawHttp1 probe = new RawHttp1(ingest.port())) {
          probe.send("PUT /ingest/a HTTP/1.1\r\nHost: localhost\r\n" + head);
          RawHttp1.Answer answer = probe.readAnswer();
          assertEquals(400, answer.status());
          assertTrue(answer.body().contains("The body is empty"), answer.body());
        }
      }
      assertFalse(first.atEndNow());
      assertEquals(1, ingest.sources.count());
    }
  }

  @Test
  void byConfigurationASecondPusherIsRejectedBeforeItSends() throws IOException {
    try (PushFixture strict = new PushFixture(Duration.ofSeconds(5), false);
        RawHttp1 first = strict.push("a", "PG")) {
      strict.awaitIngest(1, 2);
      try (RawHttp1 second = new RawHttp1(strict.port())) {
        second.send("PUT /ingest/a HTTP/1.1\r\nHost: localhost\r\n" + CHUNKED);
        RawHttp1.Answer answer = second.readAnswer();
        assertEquals(409, answer.status());
        assertTrue(answer.body().contains("ingest.takeover"), answer.body());
      }
      assertFalse(first.atEndNow());
    }
  }

  @Test
  void garbageIsRefusedAfterABoundedAmount() throws IOException {
    try (RawHttp1 client = ingest.push("a", "x")) {
      ingest.awaitIngest(1, 1);
      String chunk = PushFixture.chunk("x".repeat(64 * 1024));
      for (int i = 0; i < 17; i++) {
        client.send(chunk);
      }
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(415, answer.status());
      assertTrue(answer.body().contains("no MPEG transport stream"), answer.body());
      assertTrue(ingest.ingests.getFirst().bytes <= Source.MAX_GARBAGE_BYTES + 64 * 1024);
      ingest.awaitEnd(SourceEnd.GARBAGE);
    }
  }

  @Test
  void aTransportStreamWithoutProgramMapIsRefused() throws IOException {
    try (RawHttp1 client = ingest.push("a", "G")) {
      ingest.awaitIngest(1, 1);
      String chunk = PushFixture.chunk("G".repeat(64 * 1024));
      for (int i = 0; i < 129; i++) {
        client.send(chunk);
      }
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(422, answer.status());
      assertTrue(answer.body().contains("PMT"), answer.body());
      ingest.awaitEnd(SourceEnd.NO_PROGRAM);
    }
  }

  @Test
  void aboveTheLimitOfStreamsItIsRefused() throws IOException {
    try (RawHttp1 a = ingest.push("a", "PG");
        RawHttp1 b = ingest.push("b", "PG")) {
      PushFixture.until(
          () -> ingest.ingests.stream().filter(sink -> sink.bytes >= 2).count() == 2, "both push");
      assertFalse(a.atEndNow() || b.atEndNow());
      try (RawHttp1 c = ingest.push("c", "PG")) {
        RawHttp1.Answer answer = c.readAnswer();
        assertEquals(503, answer.status());
        assertTrue(answer.body().contains("2 streams"), answer.body());
      }
    }
  }

  @Test
  void aboveTheLimitOfNamesWithoutProgramItIsRefused() throws IOException {
    try (PushFixture narrow = PushFixture.withStartingPerAddress(2)) {
      try (RawHttp1 a = narrow.push("a", "G");
          RawHttp1 b = narrow.push("b", "G")) {
        PushFixture.until(() -> narrow.sources.count() == 2, "both push");
        assertFalse(a.atEndNow() || b.atEndNow());
        try (RawHttp1 c = narrow.push("b", "G")) {
          RawHttp1.Answer answer = c.readAnswer();
          assertEquals(503, answer.status());
          assertTrue(answer.body().contains("limits.startingPerAddress"), answer.body());
        }
      }
      PushFixture.until(() -> narrow.sources.count() == 0, "both have ended");
      assertTrue(narrow.streams.list().isEmpty(), "a name without program does not linger");
    }
  }

  @Test
  void atTheEndOfTheServiceAllAreClosed() throws IOException {
    try (RawHttp1 client = ingest.push("a", "PG")) {
      ingest.awaitIngest(1, 2);
      ingest.sources.cancelAll();
      assertTrue(client.ends());
      ingest.awaitEnd(SourceEnd.SHUTDOWN);
    }
  }

  @Test
  void otherMethodsAndNamesAreRefused() throws IOException {
    try (RawHttp1 client = new RawHttp1(ingest.port())) {
      client.send("GET /ingest/a HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertEquals(405, client.readAnswer().status());
      client.send("PUT /ingest/.a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nPG");
      assertEquals(404, client.readAnswer().status());
    }
  }

  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
}
