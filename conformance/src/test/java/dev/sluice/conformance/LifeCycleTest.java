package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping, with and without errors. */
@Tag("quick")
class LifeCycleTest {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
  private static final Duration REFUSE_PATIENCE = Duration.ofSeconds(20);

  @Test
  void stopsCleanlyOnSigtermWithASourceAndAViewer() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("live"));
        Viewer viewer = Viewer.open()) {
      viewer.post(service.whep("live"));
      viewer.firstFrame();
      assertTrue(pusher.process().isAlive(), pusher.process().output());
      service.process().terminate();
      int exitCode = service.process().awaitEnd(STOP_PATIENCE);
      // 143 is 128 + SIGTERM: the exit code of the JVM after its shutdown hooks.
      String output = service.process().output();
      assertTrue(exitCode == 0 || exitCode == 143, exitCode + ": " + output);
      assertTrue(output.contains("SIGTERM") && output.contains("1 viewer gets RTCP BYE"), output);
      assertTrue(output.contains("plays stream 'live' by UDP after "), output);
      assertTrue(output.contains("of stream 'live' ended (shutdown) after "), output);
    }
  }

  @Test
  void tellsItsHealth() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        HttpClient client = HttpClient.newHttpClient()) {
      for (String path : new String[] {"/health/live", "/health/ready", "/metrics"}) {
        HttpRequest request = HttpRequest.newBuilder(service.controlAddress(path)).build();
        assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode(), path);
      }
    }
  }

  @Test
  void refusesABadValueInASentenceThatNamesIt() throws Exception {
    assertRefused(Map.of("SLUICE_PUBLIC_PORT", "eighty"), "SLUICE_PUBLIC_PORT", "serve");
  }

  @Test
  void refusesAnUnknownKeyInASentenceThatNamesIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("sluice.yaml");
    Files.writeString(file, "publik:\n  port: 8080\n");
    assertRefused(Map.of(), "publik", "serve", "--config", file.toString());
  }

  @Test
  void refusesAFileThatIsNotThere() throws Exception {
    assertRefused(Map.of(), "/nowhere.yaml", "serve", "--config", "/nowhere.yaml");
  }

  @Test
  void refusesAnUnknownCommand() throws Exception {
    assertRefused(Map.of(), "sereve", "sereve");
  }

  @Test
  void tellsItsVersion() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(Map.of(), "--version")) {
      assertEquals(0, service.process().awaitEnd(REFUSE_PATIENCE), service.process().output());
      assertTrue(
          service.process().output().matches("(?s).*sluice \\d.*"), service.process().output());
    }
  }

  @Test
  void refusesTheUdpPortOfAnotherService() throws Exception {
    try (ServiceProcess first = ServiceProcess.serve()) {
      String port = Integer.toString(first.udpPort());
      assertRefused(Map.of("SLUICE_UDP_PORT", port), "UDP port " + port, "serve");
    }
  }

  /** The process ends with an error, and its output names the cause without a stack trace. */
  private static void assertRefused(
      Map<String, String> environment, String culprit, String... arguments) throws Exception {
    try (ServiceProcess service = ServiceProcess.start(environment, arguments)) {
      assertNotEquals(0, service.process().awaitEnd(REFUSE_PATIENCE));
      String output = service.process().output();
      assertTrue(output.contains(culprit), output);
      assertTrue(!output.contains("\tat "), output);
    }
  }
}
