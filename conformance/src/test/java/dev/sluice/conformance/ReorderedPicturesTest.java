package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Offers;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real ffmpeg with B-frames; browsers do not reorder them. */
@Tag("quick")
class ReorderedPicturesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(3);

  private static ServiceProcess service;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    service = ServiceProcess.serve();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    service.close();
  }

  private static HttpResponse<String> post(URI whep) throws Exception {
    HttpRequest offer =
        HttpRequest.newBuilder(whep)
            .header("Content-Type", "application/sdp")
            .POST(BodyPublishers.ofString(Offers.chromium()))
            .build();
    return client.send(offer, BodyHandlers.ofString());
  }

  private static String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(service.controlAddress(path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static void awaitInApi(String stream, String text, boolean there) throws Exception {
    await("/api/streams/" + stream, text, there);
  }

  private static void await(String path, String text, boolean there) throws Exception {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    String body = get(path);
    while (body.contains(text) != there) {
      assertTrue(System.nanoTime() < deadlineNanos, body);
      LockSupport.parkNanos(100_000_000);
      body = get(path);
    }
  }

  @Test
  void whatX264DoesByDefaultIsRefusedWithTheOptionThatMendsIt() throws Exception {
    try (FfmpegPusher pusher = FfmpegPusher.picturesInItsOwnWay(service.ingest("default"))) {
      HttpResponse<String> answer = post(service.whep("default"));
      assertEquals(409, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("-bf 0"), answer.body());
      awaitInApi("default", "\"unplayable\":\"", true);
      await("/metrics", "unplayable_pictures", true);
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  @Test
  void allAreSentWhereTheConfigurationSaysSo() throws Exception {
    try (ServiceProcess sending =
            ServiceProcess.serve(Map.of("SLUICE_INGEST_REORDERED_PICTURES", "send"));
        FfmpegPusher pusher = FfmpegPusher.picturesInItsOwnWay(sending.ingest("all"))) {
      HttpResponse<String> answer = post(sending.whep("all"));
      assertEquals(201, answer.statusCode(), answer.body());
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  @Test
  void thoseThatNobodyNeedsAreLeftOutWithAWarning() throws Exception {
    String[] options = {"-bf", "2", "-g", "30", "-x264-params", "b-pyramid=none"};
    try (FfmpegPusher pusher = FfmpegPusher.picturesInItsOwnWay(service.ingest("some"), options);
        Viewer viewer = Viewer.open()) {
      viewer.post(service.whep("some"));
      assertEquals(201, viewer.answer().status(), viewer.answer().sdp());
      viewer.firstFrame();
      awaitInApi("some", "\"warnings\":[\"the source has B-frames", true);
      Observation seen = viewer.observe(LOOK);
      assertTrue(seen.moving().size() >= 15, seen.summary());
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  /**
   * The session stays and the picture stops; the picture resumes by itself with a playable source.
   */
  @Test
  void viewersWhoAreThereSeeThePictureStopAndGoOn() throws Exception {
    try (Viewer viewer = Viewer.open()) {
      try (FfmpegPusher good = FfmpegPusher.picturesOnly(service.ingest("turns"))) {
        viewer.post(service.whep("turns"));
        viewer.firstFrame();
        assertTrue(viewer.observe(LOOK).moving().size() > 30, "plays");
        assertTrue(good.process().isAlive(), good.process().output());
      }
      try (FfmpegPusher bad = FfmpegPusher.picturesInItsOwnWay(service.ingest("turns"))) {
        awaitInApi("turns", "\"unplayable\":\"", true);
        // By now the late pictures have been detected and left out.
        viewer.observe(Duration.ofSeconds(1));
        Observation stopped = viewer.observe(LOOK);
        assertEquals(0, stopped.moving().size(), stopped.summary());
        assertTrue(bad.process().isAlive(), bad.process().output());
      }
      try (FfmpegPusher good = FfmpegPusher.picturesOnly(service.ingest("turns"))) {
        awaitInApi("turns", "\"unplayable\":\"", false);
        viewer.observe(Duration.ofSeconds(2));
        Observation again = viewer.observe(LOOK);
        assertTrue(again.moving().size() > 30, again.summary());
        assertFalse(get("/api/streams/turns").contains("\"viewers\":0"), "the session stayed");
        assertTrue(good.process().isAlive(), good.process().output());
      }
    }
  }
}
