package dev.sluice.api.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepRoutes;
import dev.sluice.api.whep.WhepSettings;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.rtc.answer.Candidate;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics, health and the API, over real HTTP. */
final class ObserveRoutesTest {
  private final Streams streams = streams();
  private final Sessions sessions = sessions();
  private final Sources pushes =
      new Sources(
          streams,
          lease -> {
            throw new AssertionError("nobody pushes");
          },
          GivenSettings.of(
              SourceSettings::new, Map.of("ingest.stallSeconds", Duration.ofSeconds(1))),
          new Faults(System::nanoTime).guard("source_timer"));
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);
  private final WhepRoutes whep =
      new WhepRoutes(streams, sessions, GivenSettings.defaults(WhepSettings::new), tasks);
  private boolean ready = true;
  private HttpSocket socket;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "control", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 65_536, false),
            new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
            this::add);
    client = HttpClient.newHttpClient();
  }

  private void add(HttpRouting.Builder routes) {
    MetricsRoute.register(
        routes,
        List.of(
            new ServiceMetrics(streams, sessions, pushes, whep),
            new FaultMetrics(tasks.faults()),
            new JvmMetrics()));
    HealthRoutes.register(routes, List.of(new HealthCheck("udp", () -> ready)), true);
  }

  @AfterEach
  void stop() {
    client.close();
    socket.close();
    tasks.close();
  }

  @Test
  void metricsAreWellFormedAndCountStreamsAndSessions() throws Exception {
    play();
    HttpResponse<String> answer = get("/metrics");
    assertEquals(200, answer.statusCode());
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8",
        answer.headers().firstValue("Content-Type").orElse(""));
    List<String> lines = answer.body().lines().toList();
    assertTrue(lines.contains("sluice_streams{state=\"live\"} 1"), answer.body());
    assertTrue(lines.contains("sluice_sessions 1"), answer.body());
    assertTrue(lines.contains("sluice_session_events_total{event=\"created\"} 1"), answer.body());
    assertTrue(lines.contains("sluice_whep_posts_total{outcome=\"no_output\"} 0"), answer.body());
    assertTrue(lines.contains("sluice_faults_total{where=\"viewer_events\"} 0"), answer.body());
    for (String line : lines) {
      assertTrue(
          line.matches(
              "# (HELP|TYPE) sluice_[a-z_]+ .+"
                  + "|sluice_[a-z_]+(\\{[a-z]+=\"[a-z_]+\"})? -?[0-9.]+(E-?[0-9]+)?"),
          line);
    }
    assertEquals(
        lines.stream().filter(line -> line.startsWith("# TYPE")).distinct().count(),
        lines.stream().filter(line -> line.startsWith("# TYPE")).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/health/live", "/health/ready"})
  void headGetsTheSameAnswerWithoutItsBody(String path) throws Exception {
    HttpResponse<String> get = get(path);
    URI uri = URI.create("http://127.0.0.1:" + socket.port() + path);
    HttpResponse<String> head =
        client.send(HttpRequest.newBuilder(uri).HEAD().build(), BodyHandlers.ofString());
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
    assertEquals(
        get.headers().firstValue("Content-Type"), head.headers().firstValue("Content-Type"));
    assertTrue(head.headers().firstValueAsLong("Content-Length").orElse(0) > 0);
    assertEquals(200, get(path).statusCode(), "the connection goes on");
  }

  @Test
  void healthIsUpOrDown() throws Exception {
    assertEquals("{\"status\":\"UP\",\"checks\":[]}", get("/health/live").body());
    assertEquals(
        "{\"status\":\"UP\",\"checks\":[{\"name\":\"udp\",\"status\":\"UP\"}]}",
        get("/health/ready").body());
    ready = false;
    HttpResponse<String> down = get("/health/ready");
    assertEquals(503, down.statusCode());
    assertEquals(
        "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"udp\",\"status\":\"DOWN\"}]}", down.body());
    assertEquals(200, get("/health/live").statusCode());
  }

  @Test
  void thePublicSocketTellsNoDetail() throws Exception {
    try (HttpSocket open =
        HttpSocket.start(
            new HttpSocket.Settings(
                "public", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 65_536, true),
            new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
            routes ->
                HealthRoutes.register(
                    routes, List.of(new HealthCheck("udp", () -> false)), false))) {
      URI uri = URI.create("http://127.0.0.1:" + open.port() + "/health/ready");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertEquals(503, answer.statusCode());
      assertEquals("{\"status\":\"DOWN\"}", answer.body());
      assertFalse(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + socket.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** A stream with a viewer. */
  private void play() throws Exception {
    TestStream.play(streams, "live", TestStream.tracks(TestStream.H264));
    try (var offer = getClass().getResourceAsStream("/sdp/chromium.sdp")) {
      String text = new String(offer.readAllBytes(), StandardCharsets.UTF_8);
      sessions.create(streams.find("live").orElseThrow(), SdpOffer.parse(text), System.nanoTime());
    }
  }

  private static Streams streams() {
    return new Streams(
        GivenSettings.of(
            StreamSettings::new,
            Map.of(
                "stream.lingerSeconds",
                Duration.ZERO,
                "stream.log.videoMegabytes",
                65_536,
                "stream.log.audioKilobytes",
                65_536,
                "stream.log.seconds",
                Duration.ofSeconds(1))),
        new WallClock(0));
  }

  private static Sessions sessions() {
    SessionSettings settings =
        SessionSettingsFixture.of(10, SessionSettingsFixture.NEVER, SessionSettingsFixture.NEVER);
    return new Sessions(
        settings,
        new SessionNegotiator(
            settings.negotiation,
            DtlsIdentity.generate(new SecureRandom()),
            List.of(new Candidate("1", 1, "192.0.2.1", 8190)),
            new SecureRandom()),
        Thread.ofVirtual().factory());
  }
}
