package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 clients that waste the time or the memory of the service, over a real socket. */
@Timeout(20)
final class Http2AttackTest {
  private static final int FLOOD = 100_000;
  private static final int PING = 6;

  @RegisterExtension private final WaitingServer server = new WaitingServer(Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({
    "ping, 6, 0, 8, 0",
    "settings, 4, 0, 0, 0",
    "priority, 2, 0, 5, 3",
    "window_update, 8, 0, 4, 1",
    "unknown, 32, 0, 0, 0",
    "empty_data, 0, 0, 0, 1",
    "header_block, 9, 0, 0, 3"
  })
  void aFloodEndsTheConnection(String reason, int type, int flags, int length, int streamId)
      throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.post(5, "/now", "text/plain", "offer");
      client.answer(5);
      client.postWithoutEnd(7, "/read");
      if (type == RawHttp2.CONTINUATION) {
        client.frame(RawHttp2.HEADERS, 0, 9, new byte[0]);
      }
      byte[] payload = new byte[length];
      if (length > 0) {
        payload[length - 1] = 1;
      }
      int of = streamId == 0 ? 0 : streamId == 3 ? 9 : 7;
      assertThrows(
          IOException.class,
          () -> {
            for (int i = 0; i < FLOOD; i++) {
              client.frame(type, flags, of, payload);
            }
          },
          reason);
    }
    server.awaitFault(reason);
  }

  @Test
  void streamsOpenedAndResetEndTheConnection() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      assertThrows(
          IOException.class,
          () -> {
            for (int id = 1; id < 2 * FLOOD; id += 2) {
              client.get(id, "/now");
              client.reset(id);
            }
          });
    }
    server.awaitHttp2Threads(0);
    server.awaitConnections(0);
  }

  /** Helidon's decoder of header blocks does not return from these. */
  @ParameterizedTest
  @ValueSource(ints = {4064, 16_000})
  void aFieldLargerThanTheTableIsDecoded(int length) throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.getIndexed(1, new byte[0], "b".repeat(length), 0);
      assertEquals(404, client.answer(1).status());
      client.request(3, "/now");
      assertEquals("now", client.answer(3).body());
    }
  }

  /** Nor from this. */
  @Test
  void aTableOfNoSizeIsDecoded() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.getIndexed(1, new byte[] {0x20}, "b", 0);
      assertEquals(404, client.answer(1).status());
    }
  }

  @Test
  void fieldsThatExpandBeyondTheLimitAreRefused() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.getIndexed(1, new byte[0], "b".repeat(3000), 10_000);
      assertEquals(431, client.answer(1).status());
      client.request(3, "/now");
      assertEquals("now", client.answer(3).body());
    }
  }

  @Test
  void dataBeyondTheWindowEndsTheConnection() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      assertThrows(
          IOException.class,
          () -> {
            for (int id = 1; id < 200; id += 2) {
              client.postWithoutEnd(id, "/hold");
              for (int i = 0; i < 20; i++) {
                client.frame(RawHttp2.DATA, 0, id, new byte[16_384]);
              }
            }
          });
    }
    server.awaitFault("window");
  }

  @ParameterizedTest
  @CsvSource({
    "/now<SOH>, a, b",
    "/now?a=b<CRLF>Set-Cookie:c, a, b",
    "/now\", a, b",
    "/\u00e9, a, b",
    "now, a, b",
    "/now, content-length, -5",
    "/now, content-length, +5",
    "/now, content-length, 99999999999999999999",
    "/now, content-length, 5",
    "/now, content-length, ''",
    "/now, connection, close",
    "/now, transfer-encoding, chunked",
    "/now, te, gzip",
    "/now, host, y",
    "/now, Upper, b",
    "/now, a, b<CRLF>c",
    "/now, :path, /x"
  })
  void aMalformedRequestCostsItsStreamOnly(String path, String name, String value)
      throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.post(1, "/wait");
      server.awaitWaiting(1);
      client.request(3, withControls(path), name, withControls(value));
      RawHttp2.Answer answer = client.answer(3);
      assertEquals(400, answer.status(), answer::body);
      assertTrue(answer.body().contains("\"detail\":\""), answer::body);
      client.request(5, "/now");
      assertEquals("now", client.answer(5).body());
      server.release();
      assertEquals("released", client.answer(1).body());
      assertEquals(0, server.faults.counts().get("http"));
    }
  }

  private static String withControls(String text) {
    return text.replace("<SOH>", "\u0001").replace("<CRLF>", "\r\n");
  }

  @Test
  void aResetOfAnAnsweredStreamCostsNothing() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.request(1, "/now");
      assertEquals("now", client.answer(1).body());
      client.post(3, "/wait");
      server.awaitWaiting(1);
      client.request(5, "/now");
      assertEquals("now", client.answer(5).body());
      client.reset(1);
      server.release();
      assertEquals("released", client.answer(3).body());
    }
  }

  @Test
  void noHandlerOutlivesItsConnection() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (RawHttp2 client = new RawHttp2(server.port())) {
        client.postWithoutEnd(1, "/now|");
        client.request(3, "/now");
        // Ends the connection while the handler of the first request answers.
        client.frame(RawHttp2.DATA, 0, 0, new byte[0]);
        client.awaitEnd();
      }
      server.awaitHttp2Threads(0);
    }
  }

  @Test
  void aBodyThatPausesIsResetThoughTheClientSendsPings() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.postWithoutEnd(1, "/read");
      client.request(3, "/now");
      client.answer(3);
      server.awaitHttp2Threads(1);
      IOException reset = assertThrows(IOException.class, () -> pingUntilReset(client));
      assertTrue(String.valueOf(reset.getMessage()).contains("type 3"), reset::toString);
      client.request(5, "/now");
      assertEquals("now", client.answer(5).body());
    }
  }

  /** Waits between the frames, because a flood of them ends the connection. */
  private static void pingUntilReset(RawHttp2 client) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < deadline) {
      client.frame(PING, 0, 0, new byte[8]);
      client.awaitFrame(PING);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void aReaderWithoutAWindowIsResetInTimeAndIsNoDefect() throws Exception {
    try (RawHttp2 client = new RawHttp2(server.port())) {
      // SETTINGS_INITIAL_WINDOW_SIZE 0.
      client.frame(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
      client.post(1, "/now");
      assertEquals(1, client.awaitHeaders());
      IOException reset = assertThrows(IOException.class, () -> pingUntilReset(client));
      assertTrue(String.valueOf(reset.getMessage()).contains("type 3"), reset::toString);
      server.awaitHttp2Threads(0);
      assertEquals(0, server.faults.counts().get("http"));
    }
  }
}
