package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.config.ConfigLoader;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.testviewer.ViewerOffer;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events of a viewer when the service is drained, and when it stops. */
@Timeout(60)
class GoodbyeTest {
  private static final int SRTP_AES_GCM = 7;
  private static final int BYE = 203;
  private static final Pattern READY =
      Pattern.compile("WHEP (http://\\S+:\\d+), ingest (http://\\S+:\\d+)/ingest.* UDP (\\d+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private URI open;
  private URI control;
  private int mediaPort;

  private Service start() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SLUICE_PUBLIC_HOST", "127.0.0.1",
            "SLUICE_UDP_HOST", "127.0.0.1",
            "SLUICE_PUBLIC_PORT", "0",
            "SLUICE_CONTROL_PORT", "0",
            "SLUICE_UDP_PORT", "0");
    Service service =
        Service.start(
            ConfigLoader.load(ServiceSettings::new, Optional.empty(), environment).settings());
    Matcher ready = READY.matcher(service.readyLine());
    assertTrue(ready.find(), service.readyLine());
    open = URI.create(ready.group(1));
    control = URI.create(ready.group(2));
    mediaPort = Integer.parseInt(ready.group(3));
    return service;
  }

  private HttpResponse<String> ask(String method, URI address, String type, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private BufferedReader reconnects() throws Exception {
    String offer = ViewerOffer.sdp("AA:".repeat(31) + "AA");
    HttpResponse<String> created =
        ask("POST", open.resolve("/whep/demo"), "application/sdp", offer);
    assertEquals(201, created.statusCode(), created.body());
    URI events = open.resolve(created.headers().firstValue("Location").orElseThrow() + "/events");
    HttpResponse<String> made = ask("POST", events, "application/json", "[\"reconnect\"]");
    assertEquals(201, made.statusCode(), made.body());
    URI address = open.resolve(made.headers().firstValue("Location").orElseThrow());
    InputStream body =
        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream()).body();
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  private static String data(BufferedReader events) throws Exception {
    String line = events.readLine();
    while (line != null && !line.startsWith("data: ")) {
      line = events.readLine();
    }
    return String.valueOf(line);
  }

  @Test
  void viewersAreToldToComeAgainWhenItIsDrainedAndWhenItStops() throws Exception {
    BufferedReader events;
    try (Service service = start()) {
      service.playDemo(1);
      events = reconnects();
      URI drain = control.resolve("/api/drain");
      ask("PUT", drain, "application/json", "{\"url\":\"https://b.example\"}");
      assertEquals("data: {\"url\":\"https://b.example/whep/demo\"}", data(events));
      assertEquals(503, ask("GET", open.resolve("/health/ready"), "text/plain", "").statusCode());
      ask("DELETE", drain, "text/plain", "");
      assertEquals(200, ask("GET", open.resolve("/health/ready"), "text/plain", "").statusCode());
    }
    assertEquals("data: {}", data(events));
    client.close();
  }

  @Test
  void theLogSaysWhyTheServiceStopsAndHowManyViewersWereTold() throws Exception {
    try (LogRecorder log = new LogRecorder(Level.INFO);
        Service service = start();
        TestViewer viewer =
            new TestViewer(new InetSocketAddress("127.0.0.1", mediaPort), SRTP_AES_GCM)) {
      service.playDemo(1);
      URI whep = open.resolve("/whep/demo");
      // The session of the second offer never connects and cannot be told.
      HttpResponse<String> answer = ask("POST", whep, "application/sdp", viewer.offer());
      assertEquals(201, ask("POST", whep, "application/sdp", viewer.offer()).statusCode());
      viewer.answer(answer.body());
      viewer.connect();
      viewer.nextRtp();
      service.stop("the test ends");
      byte[] compound = viewer.nextRtcp();
      while ((compound[compound.length - 11] & 0xFF) != BYE) {
        compound = viewer.nextRtcp();
      }
      assertTrue(
          log.messages().contains("The service stops: the test ends."),
          () -> log.messages().toString());
      assertTrue(
          log.messages().contains("1 viewer gets RTCP BYE and DTLS close_notify."),
          () -> log.messages().toString());
    }
    client.close();
  }

  @Test
  void aServiceThatIsOnlyClosedLogsNoGoodbye() throws Exception {
    try (LogRecorder log = new LogRecorder(Level.INFO)) {
      start().close();
      assertTrue(
          log.messages().stream().noneMatch(line -> line.contains("RTCP BYE")),
          () -> log.messages().toString());
    }
    client.close();
  }
}
