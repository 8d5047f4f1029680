package dev.sluice.source.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.net.http.RawHttp1;
import dev.sluice.source.data.ControlMessage;
import dev.sluice.source.data.DataView;
import dev.sluice.source.push.PushGate;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each row of the protocol's table, by HTTP. */
@Timeout(60)
class TrickleServerTest {
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);
  private final Streams streams =
      new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
  private final Sources sources =
      new Sources(
          streams,
          TsIngest::new,
          GivenSettings.of(SourceSettings::new, Map.of("ingest.leadSeconds", Duration.ZERO)),
          tasks.faults().guard("source_timer"));
  private final TrickleChannels channels =
      new TrickleChannels(
          streams,
          sources,
          GivenSettings.of(
              TrickleSettings::new,
              Map.of("trickle.maxChannels", 3, "trickle.memoryMegabytes", 1)));
  private final WaitingPosts waiting = new WaitingPosts();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpSocket socket;

  @BeforeEach
  void start() throws IOException {
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "control", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 1 << 20, false),
            tasks,
            routes ->
                TrickleRoutes.register(
                    routes,
                    channels,
                    waiting,
                    PushGate.OPEN,
                    request -> new SourceClient("", "192.0.2.1")));
  }

  @AfterEach
  void stop() {
    socket.close();
    channels.close();
    sources.cancelAll();
    tasks.close();
    streams.endAll();
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + socket.port() + "/ai/trickle/" + path));
  }

  private HttpResponse<String> ask(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> publish(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> subscribe(String path) {
    return client.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  private static String seq(HttpResponse<String> response) {
    return response.headers().firstValue("Lp-Trickle-Seq").orElse(null);
  }

  private static String latest(HttpResponse<String> response) {
    return response.headers().firstValue("Lp-Trickle-Latest").orElse(null);
  }

  private static String closed(HttpResponse<String> response) {
    return response.headers().firstValue("Lp-Trickle-Closed").orElse(null);
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  @Test
  void publishedSegmentsAreRead() throws Exception {
    HttpResponse<String> first = publish("_c/0", "zero");
    assertEquals(200, first.statusCode());
    assertEquals("0", seq(first));
    assertEquals("1", seq(publish("_c/-1", "one")));
    HttpResponse<String> read = subscribe("_c/1").join();
    assertEquals("one", read.body());
    assertEquals("1", seq(read));
    assertEquals("2", latest(read));
    assertEquals("application/json", read.headers().firstValue("Content-Type").orElseThrow());
    assertEquals("one", subscribe("_c/-2").join().body());
    assertEquals("zero", subscribe("_c/0").join().body());
  }

  @Test
  void sameSegmentIsAppendedTo() throws Exception {
    publish("_c/4", "one");
    publish("_c/4", " two");
    assertEquals("one two", subscribe("_c/4").join().body());
  }

  @Test
  void nextSegmentIsAwaited() throws Exception {
    publish("_c/0", "zero");
    CompletableFuture<HttpResponse<String>> next = subscribe("_c/-1");
    CompletableFuture<HttpResponse<String>> same = subscribe("_c/1");
    publish("_c/1", "one");
    publish("_c/2", "two");
    assertEquals("one", same.get().body());
    assertEquals("1", seq(same.get()));
    // It may have been asked for before the first segment or after it.
    assertEquals(seq(next.get()).equals("1") ? "one" : "two", next.get().body());
  }

  @Test
  void bytesArePassedOnBeforeTheEndOfTheSegment() throws Exception {
    try (RawHttp1 publisher = new RawHttp1(socket.port());
        Socket reading = new Socket("127.0.0.1", socket.port());
        RawHttp1 subscriber = new RawHttp1(reading)) {
      publisher.send(
          "POST /ai/trickle/_c/7 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      subscriber.send("GET /ai/trickle/_c/7 HTTP/1.1\r\nHost: a\r\n\r\n");
      publisher.send("5\r\nhello\r\n");
      until(() -> channels.find("_c").map(c -> c.channel().nextWrite() == 8).orElse(false));
      subscriber.send("GET /ai/trickle/_c/7 HTTP/1.1\r\nHost: a\r\n\r\n");
      String read = "";
      while (!read.contains("hello")) {
        read += (char) reading.getInputStream().read();
      }
      publisher.send("0\r\n\r\n");
    }
  }

  @Test
  void absentSegmentIsToldWithTheNextOne() throws Exception {
    publish("_c/0", "zero");
    for (int i = 1; i < 8; i++) {
      publish("_c/" + i, "x");
    }
    HttpResponse<String> old = subscribe("_c/1").join();
    assertEquals(470, old.statusCode());
    assertEquals("1", seq(old));
    assertEquals("8", latest(old));
    assertEquals(470, subscribe("_c/12").join().statusCode());
    assertEquals("x", subscribe("_c/3").join().body());
  }

  @Test
  void firstSegmentsMayBeAwaitedBeforeAnythingIsWritten() throws Exception {
    ask("POST", "_c", "Expect-Content", "text/x");
    CompletableFuture<HttpResponse<String>> zero = subscribe("_c/0");
    CompletableFuture<HttpResponse<String>> one = subscribe("_c/1");
    publish("_c/0", "zero");
    publish("_c/1", "one");
    assertEquals("zero", zero.get().body());
    assertEquals("one", one.get().body());
    assertEquals("text/x", one.get().headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void emptySegmentAdvancesTheSequence() throws Exception {
    publish("_c/0", "zero");
    CompletableFuture<HttpResponse<String>> next = subscribe("_c/1");
    HttpResponse<String> empty = ask("POST", "_c/1");
    assertEquals(200, empty.statusCode());
    assertEquals("1", seq(empty));
    assertEquals("close", empty.headers().firstValue("Connection").orElseThrow());
    assertEquals("", next.get().body());
    assertEquals("1", seq(next.get()));
    assertEquals("2", latest(next.get()));
    assertEquals("2", ask("GET", "_c/next").body());
  }

  @Test
  void nextNumberIsTold() throws Exception {
    publish("_c/41", "x");
    HttpResponse<String> next = ask("GET", "_c/next");
    assertEquals("42", next.body());
    assertEquals("42", latest(next));
  }

  @Test
  void publisherThatBeginsAnewClosesEarlierSegments() throws Exception {
    try (RawHttp1 publisher = new RawHttp1(socket.port())) {
      publisher.send(
          "POST /ai/trickle/_c/3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
      until(() -> channels.find("_c").map(c -> c.channel().nextWrite() == 4).orElse(false));
      CompletableFuture<HttpResponse<String>> open = subscribe("_c/3");
      publish("_c/4", "four", "Lp-Trickle-Reset", "1");
      assertEquals("x", open.get().body());
    }
  }

  @Test
  void segmentIsClosedByItsNumber() throws Exception {
    publish("_c/3", "x");
    assertEquals(200, ask("DELETE", "_c/3").statusCode());
    assertEquals(400, ask("DELETE", "_c/9").statusCode());
    assertEquals(404, ask("DELETE", "_d/3").statusCode());
  }

  @Test
  void endOfTheChannelIsToldToThoseWhoWait() throws Exception {
    HttpResponse<String> told;
    do {
      publish("_c/0", "x");
      CompletableFuture<HttpResponse<String>> next = subscribe("_c/1");
      assertEquals(200, ask("DELETE", "_c").statusCode());
      told = next.get();
      // The request may have been later than the end.
    } while (told.statusCode() == 404);
    assertEquals(200, told.statusCode());
    assertEquals("terminated", closed(told));
    assertEquals("", told.body());
    assertEquals(404, subscribe("_c/-1").join().statusCode());
    assertEquals(400, ask("DELETE", "_c").statusCode());
  }

  @Test
  void numbersThatAreNoneAreRefused() throws Exception {
    publish("_c/0", "x");
    assertEquals(400, subscribe("_c/-3").join().statusCode());
    assertEquals(400, subscribe("_c/x").join().statusCode());
    assertEquals(400, publish("_c/-2", "x").statusCode());
    assertEquals(404, subscribe(".c/0").join().statusCode());
    assertEquals(404, subscribe("_none/0").join().statusCode());
  }

  @Test
  void publisherThatHasAnnouncedASegmentIsToldToGoOn() throws Exception {
    try (Socket reading = new Socket("127.0.0.1", socket.port());
        RawHttp1 publisher = new RawHttp1(reading)) {
      publisher.send(
          "POST /ai/trickle/_c/0 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      until(() -> channels.find("_c").isPresent());
      String read = "";
      while (!read.endsWith("HTTP/1.1 100 Continue\r\n\r\n")) {
        waiting.sendAll();
        if (reading.getInputStream().available() > 0) {
          read += (char) reading.getInputStream().read();
        }
      }
      publisher.send("1\r\nx\r\n0\r\n\r\n");
      while (!read.contains("HTTP/1.1 200")) {
        read += (char) reading.getInputStream().read();
      }
    }
  }

  @Test
  void staleChannelsAreSweptUnlessTheyAreMeantToLast() throws Exception {
    publish("_c/0", "x");
    publish("c/0", "x");
    long soon = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    channels.sweep(soon);
    assertEquals(2, channels.count());
    channels.sweep(soon + TimeUnit.MINUTES.toNanos(2));
    assertEquals(1, channels.count());
    assertEquals(200, subscribe("_c/0").join().statusCode());
  }

  @Test
  void channelsAndTheirMemoryAreLimited() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(200, publish("_c" + i + "/0", "x".repeat(400_000)).statusCode());
    }
    assertEquals(503, publish("_c3/0", "x").statusCode());
    assertTrue(channels.memoryBytes() <= 1 << 20);
    for (int i = 0; i < 3; i++) {
      ask("DELETE", "_c" + i);
    }
    assertEquals(0, channels.memoryBytes());
  }

  @Test
  void mediaFeedTheStreamOfTheChannelsName() throws Exception {
    byte[] media = Files.readAllBytes(Path.of("src/main/resources/demo/demo.ts"));
    HttpRequest post =
        request("cam/0")
            .header("Content-Type", "video/MP2T")
            .POST(BodyPublishers.ofByteArray(media))
            .build();
    assertEquals(200, client.send(post, BodyHandlers.ofString()).statusCode());
    assertEquals(StreamState.LIVE, streams.find("cam").orElseThrow().state());
    assertEquals(1, sources.count());
    ask("DELETE", "cam");
    until(() -> sources.count() == 0);
    assertFalse(streams.find("cam").orElseThrow().hasSource());
  }

  @Test
  void announcedSegmentThatIsGivenUpDoesNotDisturbTheOneBefore() throws Exception {
    String media =
        new String(
            Files.readAllBytes(Path.of("src/main/resources/demo/demo.ts")),
            StandardCharsets.ISO_8859_1);
    int middle = 188 * 1000 + 77;
    try (RawHttp1 publisher = new RawHttp1(socket.port())) {
      publisher.send(
          "POST /ai/trickle/cam/0 HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(media.length(), media.substring(0, middle)));
      until(() -> sources.counters().bytes() == middle);
      Map<String, Long> before = sources.counts("cam");
      try (RawHttp1 next = new RawHttp1(socket.port())) {
        next.send(
            "POST /ai/trickle/cam/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      }
      publisher.send(media.substring(middle));
      assertEquals(200, publisher.readAnswer().status());
      assertTrue(before.get("video_units") > 0, before.toString());
      Map<String, Long> after = sources.counts("cam");
      assertEquals(300, after.get("video_units"));
      assertEquals(500, after.get("audio_units"));
      assertFalse(after.containsKey("ts_continuity_gaps"), after.toString());
    }
  }

  @Test
  void pairOfChannelsFeedsOneStream() throws Exception {
    byte[] media = Files.readAllBytes(Path.of("src/main/resources/demo/demo.ts"));
    for (String part : List.of("cam-video/0", "cam-audio/0")) {
      client.send(
          request(part).POST(BodyPublishers.ofByteArray(media)).build(), BodyHandlers.ofString());
    }
    assertTrue(streams.find("cam").orElseThrow().playable());
    assertEquals(2, sources.count());
  }

  @Test
  void messagesOfDataChannelsAreCountedByStream() throws Exception {
    publish("cam-data/0", "{\"x\":1}\n{\"x\":2}\n");
    publish("cam-data/1", "garbage");
    publish("cam-events/0", "{\"type\":\"status\"}", "Content-Type", "video/MP2T");
    publish("other/0", "{\"x\":3}");

    Map<String, DataView> data = channels.data("cam");
    assertEquals(List.of("cam-data", "cam-events"), List.copyOf(data.keySet()));
    DataView view = data.get("cam-data");
    assertEquals(2, view.messages());
    assertEquals(1, view.malformed());
    assertEquals("{\"x\":2}", view.last().orElseThrow());
    assertEquals(1, channels.data("other").get("other").messages());
    assertEquals(0, sources.count());
    // It is passed on as it came.
    assertEquals("garbage", subscribe("cam-data/1").join().body());
  }

  @Test
  void messageOfAPublisherThatBrokeOffIsMalformed() throws Exception {
    try (RawHttp1 publisher = new RawHttp1(socket.port())) {
      publisher.send(
          "POST /ai/trickle/cam-data/0 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5\r\n{\"x\":\r\n");
      until(() -> channels.data("cam").values().stream().anyMatch(data -> data.bytes() == 5));
    }
    until(() -> channels.data("cam").get("cam-data").malformed() == 1);
    ask("DELETE", "cam-data");
    assertEquals(Map.of(), channels.data("cam"));
  }

  @Test
  void subscriberMakesTheControlChannelAndGetsMessages() throws Exception {
    assertFalse(channels.controls());
    CompletableFuture<HttpResponse<String>> first = subscribe("cam-control/-2");
    until(channels::controls);
    ControlMessage asked = ControlMessage.keyFrame("cam", 3, Instant.EPOCH);
    channels.tell("other", asked, System.nanoTime());
    channels.tell("cam", asked, System.nanoTime());
    assertEquals(asked.text(), first.get().body());
    assertEquals("0", seq(first.get()));
    CompletableFuture<HttpResponse<String>> next = subscribe("cam-control/1");
    channels.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
    assertEquals("{\"keep\":\"alive\"}", next.get().body());
    channels.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(61));
    assertEquals(0, channels.count());
  }

  @Test
  void controlChannelOfAGatewayIsLeftToIt() throws Exception {
    CompletableFuture<HttpResponse<String>> worker = subscribe("cam-control/0");
    until(channels::controls);
    publish("cam-control/0", "{\"prompt\":\"cats\"}");
    assertEquals("{\"prompt\":\"cats\"}", worker.get().body());
    assertFalse(channels.controls());
    channels.tell("cam", ControlMessage.KEEP_ALIVE, System.nanoTime());
    assertEquals("1", ask("GET", "cam-control/next").body());
  }
}
