package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send or read slowly, over real sockets with short time limits. */
final class TimeLimitsTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  /** A drip of this length takes 2 s. */
  private static final String DRIP = "x".repeat(100);

  @RegisterExtension
  private final WaitingServer server =
      new WaitingServer(new TimeLimits(Duration.ofSeconds(3), SHORT, SHORT, SHORT));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|GET /",
        "|GET /now HTTP/1.1\r\nHost: x\r\nA: ",
        "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n|",
        "POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n|64\r\n"
      })
  void aMessageThatDripsIsRefused(String atOnceAndDrip) throws IOException {
    String[] parts = atOnceAndDrip.split("\\|", -1);
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(RawHttp1.GET);
      assertEquals("now", client.readBody());
      client.send(parts[0]);
      int sent = client.drip(parts[1] + DRIP);
      assertTrue(sent < DRIP.length(), () -> sent + " bytes");
      assertEquals(408, client.readAnswer().status());
      assertTrue(client.ends());
    }
    assertEquals(1, server.socket().framingRefusals().get("too_slow"));
  }

  @Test
  void theFirstHeadMayNotDripEither() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      assertTrue(client.drip("PRI * HTTP/2.0\r\n" + DRIP) < DRIP.length());
      assertTrue(client.ends());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/now"})
  void anUnwantedBodyThatDripsEndsTheConnection(String path) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
      client.drip(DRIP);
      assertTrue(client.ends());
    }
  }

  @Test
  void aLongBodyMayTakeAnyTime() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("POST /long HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
      assertEquals(DRIP.length(), client.drip(DRIP));
      assertEquals("100", client.readBody());
    }
  }

  /** Long bodies are read without a time limit of the socket after their first kilobytes. */
  @ParameterizedTest
  @ValueSource(ints = {100, 100_000})
  void aLongBodyThatFallsSilentEndsTheConnection(int sent) throws IOException {
    WaitingServer impatient = new WaitingServer(new TimeLimits(SHORT, SHORT, SHORT, SHORT));
    impatient.start();
    try (RawHttp1 client = new RawHttp1(impatient.port())) {
      client.send("POST /long HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n");
      client.send("x".repeat(sent));
      assertTrue(client.ends());
      impatient.awaitConnections(0);
    } finally {
      impatient.stop();
    }
  }

  @Test
  void aHeldRequestAndAnIdleConnectionAreNotLate() throws Exception {
    try (RawHttp1 held = new RawHttp1(server.port());
        RawHttp1 idle = new RawHttp1(server.port());
        RawHttp1 other = new RawHttp1(server.port())) {
      held.send(RawHttp1.POST);
      server.awaitWaiting(1);
      idle.send(RawHttp1.GET);
      assertEquals("now", idle.readBody());
      other.drip("GET /" + DRIP);
      assertTrue(other.ends());
      idle.send(RawHttp1.GET);
      assertEquals("now", idle.readBody());
      server.release();
      assertEquals("released", held.readBody());
      assertFalse(held.atEndNow());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void aClientThatDoesNotReadIsClosed(int requests) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n".repeat(requests));
      server.awaitConnections(1);
      server.awaitConnections(0);
      assertEquals(1, server.socket().unreadAnswers());
    }
    assertEquals(0, server.faults.counts().get("http"));
  }
}
