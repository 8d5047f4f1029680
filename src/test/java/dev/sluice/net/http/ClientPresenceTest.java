package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handlers learn that their client hung up, others are undisturbed: real sockets, both protocols.
 */
final class ClientPresenceTest {
  @RegisterExtension private final WaitingServer server = new WaitingServer(Duration.ofSeconds(60));

  @Test
  void http1CloseFreesTheWaitingPlaceWithinASecond() throws Exception {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(RawHttp1.POST);
      server.awaitWaiting(1);
    }
    server.awaitLeft(1);
    assertTrue(server.lastWaitMillis() < 1000, () -> server.lastWaitMillis() + " ms");
  }

  @Test
  void http1ResetFreesTheWaitingPlace() throws Exception {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(RawHttp1.POST);
      server.awaitWaiting(1);
      client.closeWithReset();
    }
    server.awaitLeft(1);
  }

  @Test
  void http1AnswersAfterASuccessfulWaitAndServesTheNextRequestOnTheConnection() throws Exception {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      for (int round = 1; round <= 3; round++) {
        client.send(RawHttp1.POST);
        server.awaitWaiting(1);
        server.release();
        assertEquals("released", client.readBody());
        server.awaitAnswered(round);
        client.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
        assertEquals("now", client.readBody());
      }
    }
    assertEquals(0, server.left());
  }

  @Test
  void http1PipelinedRequestsBehindAWaitingOneAreAnsweredInOrder() throws Exception {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(RawHttp1.POST + RawHttp1.POST + "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
      server.awaitWaiting(1);
      server.release();
      assertEquals("released", client.readBody());
      server.awaitAnswered(1);
      server.awaitWaiting(1);
      server.release();
      assertEquals("released", client.readBody());
      assertEquals("now", client.readBody());
    }
    assertEquals(0, server.left());
  }

  @Test
  void http1PipeliningClientThatClosesFreesItsPlaceToo() throws Exception {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(RawHttp1.POST);
      server.awaitWaiting(1);
      client.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100));
    }
    server.awaitLeft(1);
  }

  @Test
  void http1ConnectionWaitingForItsNextRequestIsClosedWhenTheServerStops() throws Exception {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(RawHttp1.POST);
      server.awaitWaiting(1);
      server.release();
      assertEquals("released", client.readBody());
      server.stop();
      assertTrue(client.atEnd());
    }
  }

  @Test
  void http2CloseFreesEveryWaitingPlaceOfTheConnection() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.post(1, "/wait");
      client.post(3, "/wait");
      server.awaitWaiting(2);
    }
    server.awaitLeft(2);
    assertTrue(server.lastWaitMillis() < 1000, () -> server.lastWaitMillis() + " ms");
  }

  @Test
  void http2ResetOfOneStreamFreesThatPlaceAndNoOther() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.post(1, "/wait");
      client.post(3, "/wait");
      server.awaitWaiting(2);
      client.reset(1);
      server.awaitLeft(1);
      assertEquals(1, server.waiting());
      server.release();
      assertEquals(3, client.awaitHeaders());
      client.post(5, "/now");
      assertEquals(5, client.awaitHeaders());
    }
    assertEquals(1, server.left());
  }

  @Test
  void http2GoAwayFreesTheWaitingPlace() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.post(1, "/wait");
      server.awaitWaiting(1);
      client.goAway();
      server.awaitLeft(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/read", "/now", "/wait", "/nowhere"})
  void http2ThreadsDoNotOutliveClientsThatNeverFinishTheirBodies(String path) throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.postWithoutEnd(1, path);
      client.postWithoutEnd(3, path);
      server.awaitHttp2Threads(2);
      client.reset(3);
      server.awaitHttp2Threads(1);
      client.post(5, "/now");
      server.awaitHttp2Threads(1);
    }
    server.awaitHttp2Threads(0);
  }
}
