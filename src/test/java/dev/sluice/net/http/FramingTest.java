package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see of the check of framing: over real sockets, through all of Helidon. */
final class FramingTest {
  private static final String CHUNKED = "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n";

  @RegisterExtension private final WaitingServer server = new WaitingServer(Duration.ofSeconds(5));

  /** A request behind a refused one is not answered. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /now HTTP/1.1|Host: x|Host: x|| 400",
        "GET /now HTTP/1.1|Host : x|| 400",
        "GET /now HTTP/1.1|Host: x|A: b| c|| 400",
        "GET /now HTTP/1.2|Host: x|| 505",
        "POST /read HTTP/1.1|Host: x|Content-Length: -5|| 400",
        "POST /read HTTP/1.1|Host: x|Content-Length: -1|| 400",
        "POST /read HTTP/1.1|Host: x|Content-Length: +5||offer 400",
        "POST /read HTTP/1.1|Host: x|Content-Length: 5|Content-Length: 6||offer 400",
        "POST /read HTTP/1.1|Host: x|Content-Length: 99999999999999999999|| 413",
        "POST /now HTTP/1.1|Host: x|Transfer-Encoding: gzip, chunked||0|| 501",
        "POST /now HTTP/1.1|Host: x|Transfer-Encoding: xchunked||0|| 400",
        "POST /now HTTP/1.1|Host: x|Transfer-Encoding: chunked|Content-Length: 5||0|| 400",
        "POST /now HTTP/1.0|Host: x|Transfer-Encoding: chunked||0|| 400",
        "POST /read HTTP/1.1|Host: x|Transfer-Encoding: chunked||5|offerXX0|| 400",
        "POST /read HTTP/1.1|Host: x|Transfer-Encoding: chunked||-5|| 400",
        "POST /long HTTP/1.1|Host: x|Transfer-Encoding: chunked||5|offerXX0|| 400",
        "POST /long HTTP/1.1|Host: x|Transfer-Encoding: chunked||-5|| 400",
        "POST /read HTTP/1.1|Host: x|Transfer-Encoding: chunked||5|offer|0|A : b|| 400",
        "POST /read HTTP/1.1|Host: x|Transfer-Encoding: chunked||ffffffffffffffff|| 400"
      })
  void aRefusedRequestHasOneAnswerAndNoSuccessor(String row) throws IOException {
    String request = row.substring(0, row.length() - 4).replace("|", "\r\n");
    String status = row.substring(row.length() - 3);
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(RawHttp1.GET + request + RawHttp1.GET);
      assertEquals("now", client.readBody());
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(status, String.valueOf(answer.status()), answer::toString);
      assertTrue(answer.head().contains("content-type: application/problem+json"), answer::head);
      assertTrue(answer.head().contains("access-control-allow-origin: *"), answer::head);
      assertTrue(answer.head().contains("connection: close"), answer::head);
      assertTrue(answer.body().matches(".*\"detail\":\".+\\.\".*"), answer::body);
      assertTrue(client.atEnd());
    }
    assertEquals(
        1, server.socket().framingRefusals().values().stream().mapToLong(Long::longValue).sum());
    assertEquals(0, server.faults.counts().get("http"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: Chunked||5|offer|0||",
        "Transfer-Encoding: chunked||5;a=b|offer|0;c||",
        "Transfer-Encoding: chunked||3|off|2|er|0|Trailer: x||",
        "Content-Length: 5|Content-Length: 5||offer",
        "Content-Length: 005||offer",
      })
  void whatTheStandardAllowsIsRead(String row) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      String rest = " HTTP/1.1\r\nHost: x\r\n" + row.replace("|", "\r\n") + RawHttp1.GET;
      client.send("POST /read" + rest);
      assertEquals("offer", client.readBody());
      assertEquals("now", client.readBody());
      client.send("POST /long" + rest);
      assertEquals("5", client.readBody());
      assertEquals("now", client.readBody());
    }
  }

  @Test
  void aTargetInAbsoluteFormIsRead() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("GET http://127.0.0.1/now HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals("now", client.readBody());
    }
  }

  /** To be read in a body, refused with 404 or answered without a look at the body. */
  @ParameterizedTest
  @ValueSource(strings = {"/read", "/nowhere", "/now", "/long"})
  void aLineWithoutEndEndsTheConnection(String path) throws IOException {
    String request = "POST " + path + " HTTP/1.1\r\n" + CHUNKED;
    for (String begin : new String[] {"", "5;a=", "0\r\nA: "}) {
      assertTrue(bytesTaken(request + begin, "1".repeat(8192)) < 8 << 20, path + " " + begin);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "GET /",
        "GET /now HTTP/1.1\r\nHost: x\r\n",
        "GET /now HTTP/1.1\r\nHost: x\r\nA: "
      })
  void aHeadWithoutEndEndsTheConnection(String begin) throws IOException {
    assertTrue(bytesTaken(begin, "a".repeat(8192)) < 8 << 20);
  }

  private long bytesTaken(String begin, String more) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(begin);
      for (long sent = 0; sent < 64 << 20; sent += more.length()) {
        try {
          client.send(more);
        } catch (SocketException e) {
          return sent;
        }
      }
      return Long.MAX_VALUE;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/now"})
  void aRequestThatAsksForTheCloseIsTheLastOne(String path) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(
          "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + RawHttp1.GET);
      assertTrue(client.readAnswer().head().contains("connection: close"));
      assertTrue(client.atEnd());
    }
  }
}
