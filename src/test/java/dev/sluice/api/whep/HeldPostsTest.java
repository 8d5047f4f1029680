package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepCounters.Outcome;
import dev.sluice.media.Codec;
import dev.sluice.net.http.RawHttp1;
import dev.sluice.net.http.RawHttp2;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Asking before the stream exists. */
final class HeldPostsTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void allWhoWaitAreAnsweredWhenTheStreamStarts() throws Exception {
    int clients = 100;
    try (WhepFixture whep = new WhepFixture(LONG, clients, clients)) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, clients).mapToObj(i -> postLater(whep, "soon")).toList();
      WhepFixture.until(() -> whep.routes.waiting() == clients, "all wait");
      long begin = System.nanoTime();
      whep.play("soon", Codec.H264, Codec.OPUS);
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertEquals(201, answer.get(10, TimeUnit.SECONDS).statusCode());
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      assertTrue(millis < 5000, millis + " ms");
      assertEquals(0, whep.routes.waiting());
      assertEquals(clients, whep.sessions.count());
    }
  }

  @Test
  void aClientThatHangsUpFreesItsPlaceAtOnce() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 10)) {
      try (RawHttp1 client = new RawHttp1(whep.port())) {
        client.send(rawPost("soon"));
        WhepFixture.until(() -> whep.routes.waiting() == 1, "waits");
        assertFull(whep);
      }
      WhepFixture.until(() -> whep.routes.waiting() == 0, "left");
      try (RawHttp2 client = new RawHttp2(whep.port())) {
        client.post(1, "/whep/soon", "application/sdp", WhepFixture.offer());
        WhepFixture.until(() -> whep.routes.waiting() == 1, "waits again");
        client.reset(1);
        WhepFixture.until(() -> whep.routes.waiting() == 0, "reset");
        client.post(3, "/whep/soon", "application/sdp", WhepFixture.offer());
        WhepFixture.until(() -> whep.routes.waiting() == 1, "waits once more");
      }
      WhepFixture.until(() -> whep.routes.waiting() == 0, "closed");
      assertEquals(3, whep.routes.counters().of(Outcome.CLIENT_LEFT));
      WhepFixture.until(() -> whep.streams.find("soon").isEmpty(), "the unused stream stays");
      assertEquals(0, whep.sessions.count());
    }
  }

  @Test
  void http2ClientsAreAnsweredToo() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 5, 10);
        RawHttp2 client = new RawHttp2(whep.port())) {
      client.post(1, "/whep/soon", "application/sdp", WhepFixture.offer());
      client.post(3, "/whep/soon", "application/sdp", WhepFixture.offer());
      WhepFixture.until(() -> whep.routes.waiting() == 2, "both wait");
      whep.play("soon", Codec.H264);
      assertEquals(4, client.awaitHeaders() + client.awaitHeaders());
      assertEquals(2, whep.sessions.count());
    }
  }

  @Test
  void aFullRoomDoesNotStopStreamsThatPlay() throws Exception {
    try (WhepFixture whep = new WhepFixture(LONG, 1, 10)) {
      CompletableFuture<HttpResponse<String>> waiting = postLater(whep, "soon");
      WhepFixture.until(() -> whep.routes.waiting() == 1, "waits");
      whep.play("live", Codec.H264);
      assertEquals(201, whep.post("live", WhepFixture.offer()).statusCode());
      whep.play("soon", Codec.H264);
      assertEquals(201, waiting.get(5, TimeUnit.SECONDS).statusCode());
    }
  }

  @Test
  void whoWaitsWhenTheServiceStopsIsNotLeftHanging() throws Exception {
    WhepFixture whep = new WhepFixture(LONG, 1, 10);
    try (RawHttp1 client = new RawHttp1(whep.port())) {
      client.send(rawPost("soon"));
      WhepFixture.until(() -> whep.routes.waiting() == 1, "waits");
      long begin = System.nanoTime();
      whep.close();
      assertTrue(client.ends());
      assertTrue(System.nanoTime() - begin < 3_000_000_000L);
    }
  }

  private static void assertFull(WhepFixture whep) throws Exception {
    HttpResponse<String> answer = whep.post("another", WhepFixture.offer());
    assertEquals(503, answer.statusCode());
    assertEquals("3", answer.headers().firstValue("Retry-After").orElse(""));
  }

  private static CompletableFuture<HttpResponse<String>> postLater(
      WhepFixture whep, String stream) {
    return whep.client.sendAsync(
        whep.request(
            "POST", "/whep/" + stream, WhepFixture.offer(), "Content-Type", "application/sdp"),
        BodyHandlers.ofString());
  }

  private static String rawPost(String stream) {
    String offer = WhepFixture.offer();
    return "POST /whep/%s HTTP/1.1\r\nHost: x\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(stream, offer.length(), offer);
  }
}
