package dev.sluice.api.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.source.attach.AttachSettings;
import dev.sluice.source.attach.Attachments;
import dev.sluice.source.attach.ChannelTransports;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sources that the service fetches, in the control API. */
class SourceRoutesTest {
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);
  private final Streams streams =
      new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
  private final HttpClient client = HttpClient.newHttpClient();
  private Attachments attachments;
  private HttpSocket socket;

  /** Waits for a peer that never comes. */
  private static Transport.Ended listen(Inlet inlet) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    inlet.closeOnStop(stopped::countDown);
    stopped.await();
    return Transport.Ended.NEXT_PEER;
  }

  @BeforeEach
  void start() throws IOException {
    Sources sources =
        new Sources(
            streams,
            TsIngest::new,
            GivenSettings.defaults(SourceSettings::new),
            tasks.faults().guard("source_timer"));
    attachments =
        new Attachments(
            streams,
            sources,
            GivenSettings.of(AttachSettings::new, Map.of("sources.max", 1)),
            Map.of(
                "udp", request -> SourceRoutesTest::listen,
                "exec", request -> SourceRoutesTest::listen),
            new ChannelTransports(
                request -> SourceRoutesTest::listen,
                request -> {
                  throw new AddressException("There is no control channel in this test.");
                }),
            stream -> false,
            Duration.ofSeconds(10),
            tasks);
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "control", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 65_536, false),
            tasks,
            routes -> new SourceRoutes(attachments).register(routes));
  }

  @AfterEach
  void stop() {
    socket.close();
    attachments.close();
    tasks.close();
    client.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + socket.port() + path);
    return client.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void attachesShowsReplacesAndDetaches() throws Exception {
    assertEquals(404, send("GET", "/api/streams/cam/source", "").statusCode());

    HttpResponse<String> made =
        send("PUT", "/api/streams/cam/source", "{\"url\": \"udp://:5000?token=secret\"}");
    assertEquals(201, made.statusCode());
    assertTrue(made.body().contains("\"url\":\"udp://:5000\""), made.body());
    assertFalse(made.body().contains("secret"));

    HttpResponse<String> replaced =
        send(
            "PUT",
            "/api/streams/cam/source",
            "{\"url\":\"udp://:5001\",\"onDemand\":true,\"retries\":3,\"priority\":2}");
    assertEquals(200, replaced.statusCode());
    String shown = send("GET", "/api/streams/cam/source", "").body();
    assertTrue(
        shown.startsWith(
            "{\"stream\":\"cam\",\"origin\":\"api\",\"onDemand\":true,"
                + "\"retries\":3,\"url\":\"udp://:5001\",\"priority\":2,\"state\":\""),
        shown);
    assertTrue(send("GET", "/api/sources", "").body().contains("\"stream\":\"cam\""));

    assertEquals(204, send("DELETE", "/api/streams/cam/source", "").statusCode());
    assertEquals(404, send("DELETE", "/api/streams/cam/source", "").statusCode());
    assertEquals("{\"sources\":[]}", send("GET", "/api/sources", "").body());
  }

  @Test
  void refusesMoreStreamsThanAllowed() throws Exception {
    assertEquals(
        201, send("PUT", "/api/streams/one/source", "{\"url\":\"udp://:5000\"}").statusCode());
    HttpResponse<String> refused =
        send("PUT", "/api/streams/two/source", "{\"url\":\"udp://:5001\"}");
    assertEquals(503, refused.statusCode());
    assertTrue(refused.body().contains("sources.max allows. Detach one"), refused.body());
    assertEquals(
        200, send("PUT", "/api/streams/one/source", "{\"url\":\"udp://:5001\"}").statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 400 | Send a JSON object",
        "[] | 400 | Send a JSON object",
        "{} | 400 | url, one address",
        "{\"url\":5} | 400 | begins with its kind",
        "{\"url\":\"film.ts\"} | 400 | begins with its kind",
        "{\"url\":[]} | 400 | url, one address",
        "{\"urls\":[\"udp://:1\",\"udp://:2\",\"udp://:3\",\"udp://:4\",\"udp://:5\"]}"
            + " | 400 | up to 4",
        "{\"url\":\"udp://:5000\",\"urls\":[\"udp://:5001\"]} | 400 | either url",
        "{\"url\":\"udp://:5000\",\"fallbacks\":[\"udp://:1\"]} | 400 | ingest.takeover: priority",
        "{\"url\":\"udp://:5000\",\"loop\":true} | 400 | \"loop\\\" is not known",
        "{\"url\":\"udp://:5000\",\"retries\":\"x\"} | 400 | retries must be a whole number",
        "{\"url\":\"udp://:5000\",\"retries\":-2} | 400 | retries must be -1, for any number, or 0",
        "{\"url\":\"udp://:5000\",\"priority\":-2147483648} | 400 | priority must be -2147483644",
        "{\"url\":\"udp://:5000\",\"onDemand\":1} | 400 | onDemand must be true or false",
        "{\"url\":\"gopher://host/\"} | 400 | known are exec, udp",
        "{\"url\":\"exec:date\"} | 403 | unless sources.allow lists exec:",
      })
  void refusesWithASentence(String body, int status, String sentence) throws Exception {
    HttpResponse<String> answer = send("PUT", "/api/streams/cam/source", body);
    assertEquals(status, answer.statusCode());
    assertTrue(answer.body().contains(sentence), answer.body());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    assertEquals(404, send("GET", "/api/streams/cam/source", "").statusCode());
  }
}
