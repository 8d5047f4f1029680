package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.ChildProcess;
import dev.sluice.conformance.harness.FreePorts;
import dev.sluice.conformance.harness.Offers;
import dev.sluice.conformance.harness.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * pytrickle publishes media and data to the service's trickle server and subscribes to it, and the
 * service subscribes to a trickle server in another language. A worker with pytrickle is asked for
 * key pictures in both. The test stream has 300 pictures and 500 packets of sound in five segments.
 */
@Timeout(180)
class TricklePeersTest {
  private static final Path HOME = Path.of(System.getProperty("sluice.home"));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECONDS = "10";
  private static final String DEMO = "src/main/resources/demo/demo.ts";
  private static final String CHANNELS = "/ai/trickle/";
  private static final Pattern ITEMS = Pattern.compile("^published$", Pattern.MULTILINE);
  private static final Pattern ALIVE = Pattern.compile("^alive$", Pattern.MULTILINE);
  private static final Pattern ASKED =
      Pattern.compile(
          "^params \\{\"type\": \"key_frame\", \"stream\": \"cam\", \"waiting\": 1, \"timestamp\": \\d+}$",
          Pattern.MULTILINE);
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
    return python("peer.py", "publish", channel.toString(), path(DEMO), SECONDS);
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
    int port = FreePorts.next();
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

  private static void awaitData(ServiceProcess service, String part) throws Exception {
    awaitAnswer(service, "/api/streams/cam/data", part);
  }

  private static void awaitAnswer(ServiceProcess service, String path, String part)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(service.controlAddress(path)).build();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      String body = "";
      while (!body.contains(part)) {
        assertTrue(System.nanoTime() < deadline, "no " + part + " in " + body);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        body = client.send(request, BodyHandlers.ofString()).body();
      }
    }
  }

  /** A source without key pictures, and a viewer that waits for one. */
  private static void want(ServiceProcess service, ChildProcess worker) throws Exception {
    byte[] tables = new byte[3 * 188];
    try (InputStream demo = Files.newInputStream(Path.of(path(DEMO)))) {
      assertEquals(tables.length, demo.readNBytes(tables, 0, tables.length));
    }
    URI ingest = service.ingest("cam");
    try (HttpClient client = HttpClient.newHttpClient();
        Socket pusher = new Socket(ingest.getHost(), ingest.getPort())) {
      OutputStream out = pusher.getOutputStream();
      out.write(
          "PUT %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
              .formatted(ingest.getPath())
              .getBytes(StandardCharsets.US_ASCII));
      out.write(tables);
      awaitAnswer(service, "/api/streams", "\"name\":\"cam\"");
      client.sendAsync(
          HttpRequest.newBuilder(service.whep("cam"))
              .header("Content-Type", "application/sdp")
              .POST(BodyPublishers.ofString(Offers.chromium()))
              .build(),
          BodyHandlers.discarding());
      worker.awaitLine(ASKED, PATIENCE);
      client.shutdownNow();
    }
  }

  @Test
  void pytricklePublishesDataToTheService() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve(Map.of("SLUICE_TRICKLE_SERVER", "on"));
        ChildProcess worker =
            python(
                "peer.py", "data", service.controlAddress(CHANNELS + "cam-data").toString(), "9")) {
      worker.awaitLine(ITEMS, PATIENCE);
      awaitData(service, "\"messages\":9,\"keepAlives\":0,\"malformed\":0,\"oversized\":0");
      awaitData(service, "\"last\":[{\"item\":8}]");
    }
  }

  @Test
  void serviceSubscribesToDataAtAnotherServer() throws Exception {
    int port = FreePorts.next();
    String base = "http://127.0.0.1:" + port + CHANNELS;
    try (ChildProcess server = python("server.py", Integer.toString(port))) {
      server.awaitLine(Pattern.compile("ready"), PATIENCE);
      try (ServiceProcess service =
              ServiceProcess.serve(
                  Map.of(
                      "SLUICE_SOURCES",
                      "cam.url=trickle+%sout\ncam.data=trickle+%sdata".formatted(base, base)));
          ChildProcess worker = python("peer.py", "data", base + "data", "9")) {
        worker.awaitLine(ITEMS, PATIENCE);
        awaitData(service, "\"last\":[{\"item\":8}]");
      }
    }
  }

  @Test
  void pytrickleIsAskedForKeyPicturesByTheService() throws Exception {
    Map<String, String> settings =
        Map.of("SLUICE_TRICKLE_SERVER", "on", "SLUICE_INGEST_KEY_FRAME_REQUEST_MILLIS", "200");
    try (ServiceProcess service = ServiceProcess.serve(settings);
        ChildProcess worker =
            python(
                "peer.py",
                "control",
                service.controlAddress(CHANNELS + "cam-control").toString())) {
      // The worker has asked when the first message comes, and asks for the next one then.
      worker.awaitLine(ALIVE, PATIENCE);
      want(service, worker);
    }
  }

  @Test
  void pytrickleIsAskedForKeyPicturesAtAnotherServer() throws Exception {
    int port = FreePorts.next();
    String base = "http://127.0.0.1:" + port + CHANNELS;
    try (ChildProcess server = python("server.py", Integer.toString(port))) {
      server.awaitLine(Pattern.compile("ready"), PATIENCE);
      try (ServiceProcess service =
          ServiceProcess.serve(
              Map.of(
                  "SLUICE_SOURCES",
                  "cam.url=trickle+%sout\ncam.control=trickle+%skeys".formatted(base, base)))) {
        awaitAnswer(service, "/api/streams/cam/source", "keys\",\"state\":\"live\"");
        try (ChildProcess worker = python("peer.py", "control", base + "keys")) {
          worker.awaitLine(ALIVE, PATIENCE);
          want(service, worker);
        }
      }
    }
  }
}
