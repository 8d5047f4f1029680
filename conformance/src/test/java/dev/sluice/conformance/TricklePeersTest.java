package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.ChildProcess;
import dev.sluice.conformance.harness.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * pytrickle publishes to the service's trickle server and subscribes to it, and the service
 * subscribes to a trickle server in another language. The test stream has 300 pictures and 500
 * packets of sound in five segments.
 */
@Timeout(180)
class TricklePeersTest {
  private static final Path HOME = Path.of(System.getProperty("sluice.home"));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECONDS = "10";
  private static final Pattern PUBLISHED = Pattern.compile("^5$", Pattern.MULTILINE);

  private static ChildProcess python(String script, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                path("target/clients/trickle/bin/python"),
                path("conformance/clients/trickle/" + script)));
    command.addAll(List.of(arguments));
    return ChildProcess.start("trickle", Path.of("/"), Map.of(), command);
  }

  private static String path(String below) {
    return HOME.resolve(below).toAbsolutePath().normalize().toString();
  }

  private static ChildProcess publish(URI channel) throws IOException {
    return python(
        "peer.py", "publish", channel.toString(), path("src/main/resources/demo/demo.ts"), SECONDS);
  }

  /** Waits until all pictures and all sound have come, with nothing damaged. */
  private static void awaitAll(ServiceProcess service, String stream) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String state = "";
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!state.contains("\"video_units\":300") || !state.contains("\"audio_units\":500")) {
        assertTrue(System.nanoTime() < deadline, state);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        URI address = service.controlAddress("/api/streams/" + stream);
        state =
            client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
      }
      for (String flaw :
          List.of("damaged_pictures", "ts_damaged_pes", "ts_continuity_gaps", "jumps")) {
        assertTrue(!state.contains("\"" + flaw + "\""), state);
      }
    }
  }

  @Test
  void pytricklePublishesToTheServiceAndSubscribesToIt() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve(Map.of("SLUICE_TRICKLE_SERVER", "on"))) {
      URI channel = service.controlAddress("/ai/trickle/cam");
      try (ChildProcess publisher = publish(channel)) {
        service.awaitPlayable("cam");
        try (ChildProcess subscriber = python("peer.py", "subscribe", channel.toString(), "2")) {
          assertEquals(0, subscriber.awaitEnd(PATIENCE), subscriber.output());
          assertTrue(
              subscriber.output().lines().filter(line -> line.matches("\\d+ 1[78]\\d{4}")).count()
                  == 2,
              subscriber.output());
        }
        publisher.awaitLine(PUBLISHED, PATIENCE);
        awaitAll(service, "cam");
      }
    }
  }

  @Test
  void serviceSubscribesToAnotherServer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI channel = URI.create("http://127.0.0.1:" + port + "/ai/trickle/worker");
    try (ChildProcess server = python("server.py", Integer.toString(port))) {
      server.awaitLine(Pattern.compile("ready"), PATIENCE);
      try (ServiceProcess service =
              ServiceProcess.serve(Map.of("SLUICE_SOURCES", "copy=trickle+" + channel));
          ChildProcess publisher = publish(channel)) {
        publisher.awaitLine(PUBLISHED, PATIENCE);
        awaitAll(service, "copy");
      }
    }
  }
}
