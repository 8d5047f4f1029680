package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.NginxProxy;
import dev.sluice.conformance.harness.Offers;
import dev.sluice.conformance.harness.ProxiedService;
import dev.sluice.conformance.harness.SelfSigned;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real nginx in front: TLS, a path prefix, HTTP/2 to the client, and HTTP/1.0 to the service. */
@Tag("quick")
class ReverseProxyTest {
  private static final String FRAGMENT = "a=end-of-candidates\r\n";

  @TempDir private static Path folder;

  private static ProxiedService both;
  private static ServiceProcess service;
  private static NginxProxy proxy;

  @BeforeAll
  static void start() throws Exception {
    both = ProxiedService.start(folder);
    service = both.service();
    proxy = both.proxy();
  }

  @AfterAll
  static void stop() {
    if (both != null) {
      both.close();
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aViewerThatComesFirstLivesItsWholeLifeBehindTheProxy(HttpClient.Version version)
      throws Exception {
    String stream = "first-" + version;
    try (HttpClient client = client(version)) {
      CompletableFuture<HttpResponse<String>> held =
          client.sendAsync(post(proxy.secure("/live/whep/" + stream)), BodyHandlers.ofString());
      awaitWaiting(client, 1);
      assertFalse(held.isDone(), "answered without a source");
      try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest(stream))) {
        HttpResponse<String> created = held.get(20, TimeUnit.SECONDS);
        assertEquals(201, created.statusCode(), created.body());
        assertEquals(version, created.version());
        String location = created.headers().firstValue("Location").orElseThrow();
        assertTrue(location.startsWith("/live/whep/%s/sessions/".formatted(stream)), location);
        URI session = created.uri().resolve(location);
        assertEquals(204, ask(client, "PATCH", session));
        readsEvents(client, created);
        assertEquals(200, ask(client, "DELETE", session));
        assertEquals(404, ask(client, "DELETE", session));
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  /** Server-sent events arrive at once: the first one long before the connection ends. */
  private static void readsEvents(HttpClient client, HttpResponse<String> created)
      throws Exception {
    String link =
        created.headers().allValues("Link").stream()
            .filter(value -> value.contains("server-sent-events"))
            .findFirst()
            .orElseThrow();
    URI events = created.uri().resolve(link.substring(1, link.indexOf('>')));
    assertTrue(events.getPath().startsWith("/live/"), link);
    HttpRequest subscribe =
        HttpRequest.newBuilder(events)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("[\"viewercount\"]"))
            .build();
    HttpResponse<String> subscribed = client.send(subscribe, BodyHandlers.ofString());
    assertEquals(201, subscribed.statusCode(), subscribed.body());
    URI address = events.resolve(subscribed.headers().firstValue("Location").orElseThrow());
    HttpRequest read = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                client.send(read, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
      assertTrue(lines.lines().limit(10).anyMatch(line -> line.contains("viewercount")));
    }
  }

  @Test
  void aViewerThatLeavesWhileItIsHeldFreesItsPlace() throws Exception {
    try (HttpClient client = client(HttpClient.Version.HTTP_1_1)) {
      HttpClient impatient = client(HttpClient.Version.HTTP_1_1);
      CompletableFuture<HttpResponse<String>> held =
          impatient.sendAsync(post(proxy.secure("/live/whep/never")), BodyHandlers.ofString());
      awaitWaiting(client, 1);
      held.cancel(true);
      impatient.shutdownNow();
      awaitWaiting(client, 0);
    }
  }

  @Test
  void aProxyWithoutAnySettingWorksAsWell() throws Exception {
    try (HttpClient client = client(HttpClient.Version.HTTP_1_1);
        FfmpegPusher pusher = FfmpegPusher.picturesOnly(service.ingest("old"))) {
      HttpResponse<String> created =
          client.send(post(proxy.secure("/old/whep/old")), BodyHandlers.ofString());
      assertEquals(201, created.statusCode(), created.body());
      String location = created.headers().firstValue("Location").orElseThrow();
      // The proxy does not announce the prefix that it cuts off.
      assertTrue(location.startsWith("/whep/old/sessions/"), location);
      URI session = proxy.secure("/old" + location);
      assertEquals(204, ask(client, "PATCH", session));
      assertEquals(200, ask(client, "DELETE", session));
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  @Test
  void thePlayerPlaysThroughIt() throws Exception {
    try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("shown"));
        Viewer viewer = Viewer.open()) {
      viewer.visit(proxy.plain("/live/play/shown"));
      viewer
          .page()
          .evaluate(
              """
              new Promise((resolve) => {
                const timer = setInterval(() => {
                  if (window.sluicePlayer?.state === "playing") {
                    clearInterval(timer);
                    resolve(true);
                  }
                }, 50);
              })
              """,
              Duration.ofSeconds(30));
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  private static HttpClient client(HttpClient.Version version) throws Exception {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(SelfSigned.trusting(folder.resolve("cert.pem")))
        .build();
  }

  private static HttpRequest post(URI whep) throws Exception {
    return HttpRequest.newBuilder(whep)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/sdp")
        .POST(BodyPublishers.ofString(Offers.chromium()))
        .build();
  }

  private static int ask(HttpClient client, String method, URI session) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(session)
            .header("Content-Type", "application/trickle-ice-sdpfrag")
            .method(
                method,
                method.equals("PATCH")
                    ? BodyPublishers.ofString(FRAGMENT)
                    : BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static void awaitWaiting(HttpClient client, int count) throws Exception {
    HttpRequest metrics = HttpRequest.newBuilder(service.controlAddress("/metrics")).build();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
    String wanted = "\nsluice_whep_waiting " + count + "\n";
    String text = "";
    while (!text.contains(wanted)) {
      assertTrue(System.nanoTime() < deadline, "not " + count + " waiting:\n" + text);
      LockSupport.parkNanos(20_000_000);
      text = client.send(metrics, BodyHandlers.ofString()).body();
    }
  }
}
