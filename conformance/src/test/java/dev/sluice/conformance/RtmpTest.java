package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.FreePorts;
import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.RtmpPublisher;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams of real RTMP publishers in a browser. */
class RtmpTest {
  private static final Duration WATCHED = Duration.ofSeconds(5);
  private static final int LEAST_PICTURES = 30 * 4;
  private static final Path DEMO =
      Path.of(System.getProperty("sluice.home"), "src/main/resources/demo/demo.ts");

  private final int port = FreePorts.next();

  private ServiceProcess serve() throws Exception {
    return ServiceProcess.serve(Map.of("SLUICE_RTMP_PORT", Integer.toString(port)));
  }

  private URI address(String path) {
    return URI.create("rtmp://127.0.0.1:%d/%s".formatted(port, path));
  }

  private static void join(ServiceProcess service, Viewer viewer) throws Exception {
    viewer.post(service.whep("live"));
    Viewer.Answer answer = viewer.answer();
    assertEquals(201, answer.status(), answer.sdp());
    viewer.firstFrame();
    viewer.observe(Duration.ofSeconds(1));
  }

  private static Observation smooth(Viewer viewer) throws Exception {
    Observation seen = viewer.observe(WATCHED);
    assertTrue(seen.rise(Stats::framesDecoded) > LEAST_PICTURES, seen.summary());
    assertTrue(seen.longestStillMillis() < 1000, seen.summary());
    return seen;
  }

  @Test
  @Tag("quick")
  void opusByFourCcIsHeard() throws Exception {
    try (ServiceProcess service = serve();
        RtmpPublisher publisher = RtmpPublisher.demoByPyAv(address("app/live"));
        Viewer viewer = Viewer.open()) {
      join(service, viewer);
      Observation seen = smooth(viewer);
      assertTrue(seen.rise(Stats::audioEnergy) > 0, seen.summary());
      assertTrue(publisher.process().isAlive(), publisher.process().output());
      assertEquals(1, service.metric("sluice_rtmp_events_total{event=\"publishers\"}"));
    }
  }

  @Test
  void picturesOfFfmpegWithAac() throws Exception {
    try (ServiceProcess service = serve();
        RtmpPublisher publisher = RtmpPublisher.demoByFfmpeg(address("live"));
        Viewer viewer = Viewer.open()) {
      join(service, viewer);
      smooth(viewer);
      assertTrue(publisher.process().isAlive(), publisher.process().output());
    }
  }

  @Test
  void picturesOfGStreamer() throws Exception {
    try (ServiceProcess service = serve();
        RtmpPublisher publisher = RtmpPublisher.testByGStreamer(address("app/live"));
        Viewer viewer = Viewer.open()) {
      join(service, viewer);
      Observation seen = viewer.observe(WATCHED);
      assertTrue(seen.rise(Stats::framesDecoded) > LEAST_PICTURES, seen.summary());
      assertTrue(publisher.process().isAlive(), publisher.process().output());
    }
  }

  @Test
  void viewersStayWhileThePublisherIsReplaced() throws Exception {
    try (ServiceProcess service = serve();
        Viewer viewer = Viewer.open()) {
      try (RtmpPublisher first = RtmpPublisher.demoByPyAv(address("app/live"))) {
        join(service, viewer);
        assertTrue(first.process().isAlive(), first.process().output());
      }
      try (RtmpPublisher second = RtmpPublisher.demoByPyAv(address("app/live"))) {
        awaitPictures(viewer);
        smooth(viewer);
        assertTrue(second.process().isAlive(), second.process().output());
        // The same pictures: another profile would end the session (FormatChangeTest).
        try (FfmpegPusher push = FfmpegPusher.repeated(service.ingest("live"), DEMO)) {
          service.process().awaitLine(Pattern.compile("\\(superseded\\)"), Duration.ofSeconds(20));
          awaitPictures(viewer);
          Observation seen = viewer.observe(WATCHED);
          assertTrue(seen.rise(Stats::framesDecoded) > LEAST_PICTURES, seen.summary());
          assertTrue(seen.rise(Stats::audioEnergy) > 0, seen.summary());
          assertTrue(push.process().isAlive(), push.process().output());
        }
      }
    }
  }

  private static void awaitPictures(Viewer viewer) throws Exception {
    for (int i = 0; i < 20; i++) {
      if (viewer.observe(Duration.ofSeconds(1)).rise(Stats::framesDecoded) > 15) {
        return;
      }
    }
    throw new AssertionError("no pictures for 20 s");
  }
}
