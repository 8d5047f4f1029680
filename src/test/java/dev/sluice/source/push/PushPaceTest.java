package dev.sluice.source.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file of ten seconds that is pushed at full speed. */
@Timeout(60)
class PushPaceTest {
  private static final Path FILE = Path.of("src/main/resources/demo/demo.ts");

  private final Faults faults = new Faults(System::nanoTime);
  private final PeriodicTasks tasks = new PeriodicTasks(faults, System::nanoTime);
  private final Streams streams =
      new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
  private Sources sources;
  private HttpSocket socket;

  private void start(Duration lead, Duration stall) throws Exception {
    sources =
        new Sources(
            streams,
            TsIngest::new,
            GivenSettings.of(
                SourceSettings::new,
                Map.of("ingest.leadSeconds", lead, "ingest.stallSeconds", stall)),
            faults.guard("source_timer"));
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "control", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 65_536, false),
            tasks,
            routes ->
                PushRoutes.register(
                    routes, sources, PushGate.OPEN, request -> new SourceClient("", "")));
  }

  @AfterEach
  void stop() {
    socket.close();
    tasks.close();
  }

  private CompletableFuture<HttpResponse<String>> push(HttpClient client) throws Exception {
    URI address = URI.create("http://127.0.0.1:%d/ingest/film".formatted(socket.port()));
    return client.sendAsync(
        HttpRequest.newBuilder(address).PUT(BodyPublishers.ofFile(FILE)).build(),
        BodyHandlers.ofString());
  }

  /** The stall time is shorter than the pauses between the pusher's writes may get. */
  @Test
  void isReadInRealTimeAfterItsLeadAndIsNoStalledSource() throws Exception {
    start(Duration.ofSeconds(4), Duration.ofSeconds(1));
    try (HttpClient client = HttpClient.newHttpClient()) {
      long begin = System.nanoTime();
      HttpResponse<String> answer = push(client).get();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(millis > 4_500, "ten seconds took " + millis + " ms");
    }
  }

  @Test
  void isReadAtOnceWithoutALimit() throws Exception {
    start(Duration.ZERO, Duration.ofSeconds(10));
    try (HttpClient client = HttpClient.newHttpClient()) {
      long begin = System.nanoTime();
      assertEquals(200, push(client).get().statusCode());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      assertTrue(millis < 5_000, "it took " + millis + " ms");
    }
  }

  @Test
  void endsAtOnceWhenTheServiceStopsWhileItIsHeldBack() throws Exception {
    start(Duration.ofSeconds(1), Duration.ofSeconds(10));
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<String>> pushed = push(client);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (sources.counts("film").getOrDefault("video_units", 0L) < 30) {
        assertTrue(System.nanoTime() < deadline, "it never began");
        Thread.onSpinWait();
      }
      long begin = System.nanoTime();
      sources.cancelAll();
      while (sources.counters().of(SourceEnd.SHUTDOWN) == 0) {
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(3), "it goes on");
        Thread.onSpinWait();
      }
      pushed.cancel(true);
    }
  }
}
