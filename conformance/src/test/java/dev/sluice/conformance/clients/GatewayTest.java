package dev.sluice.conformance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.NginxProxy;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service beside a gateway, whose part the test plays with the calls of a go-livepeer gateway
 * in their order: the hook that starts it, the look for the publisher, viewers at the addresses
 * that it gives them, through a proxy that forwards these addresses alone, and the kick.
 */
@Tag("quick")
class GatewayTest {
  private static final String STREAM = NginxProxy.GATEWAY_STREAM;
  private static final Duration PLAY = Duration.ofSeconds(4);
  private static final Pattern SOURCE = Pattern.compile("source_id=([0-9a-f-]{36})&");

  @TempDir private Path folder;
  private final BlockingQueue<String> started = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer gateway;
  private ServiceProcess service;
  private NginxProxy proxy;

  @BeforeEach
  void start() throws Exception {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/live/video-to-video/", this::answer);
    gateway.start();
    String hook =
        "http://127.0.0.1:%d/live/video-to-video/{stream}/"
            .formatted(gateway.getAddress().getPort());
    service =
        ServiceProcess.serve(
            Map.of(
                "SLUICE_HOOKS_READY_URL", hook + "start",
                "SLUICE_HOOKS_NOT_READY_URL", hook + "stop"));
    proxy = NginxProxy.start(folder, service.publicAddress(""));
  }

  @AfterEach
  void stop() {
    if (proxy != null) {
      proxy.close();
    }
    if (service != null) {
      service.close();
    }
    gateway.stop(0);
    client.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    started.add(exchange.getRequestURI() + " " + form);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private String awaitHook(String end) throws InterruptedException {
    String call = started.poll(30, TimeUnit.SECONDS);
    assertTrue(call != null, "the hook is not called");
    assertTrue(call.startsWith("/live/video-to-video/" + STREAM + end + " "), call);
    return call;
  }

  /** As {@code media/mediamtx.go} sends it. */
  private HttpResponse<String> ask(String method, String path) throws Exception {
    String basic =
        Base64.getEncoder().encodeToString("admin:any".getBytes(StandardCharsets.US_ASCII));
    return client.send(
        HttpRequest.newBuilder(service.controlAddress(path))
            .header("Authorization", "Basic " + basic)
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void viewersPlayAtTheAddressesOfTheGatewayUntilItKicksThePublisher() throws Exception {
    URI address = proxy.plain("/" + STREAM + "/whep");
    try (Client.Run early = ProgramClient.aiortc().start(address, PLAY, false)) {
      early.awaitPosting();
      try (FfmpegPusher output =
          FfmpegPusher.picturesAndSound(service.ingest(STREAM + "?streamId=7"))) {
        Matcher source = SOURCE.matcher(awaitHook("/start"));
        assertTrue(source.find());
        String conn = "/v3/rtmpconns/get/" + source.group(1);
        HttpResponse<String> found = ask("GET", conn);
        assertEquals(200, found.statusCode(), found.body());
        assertTrue(found.body().contains("\"query\":\"streamId=7\""), found.body());

        playsInChromium();
        Played played = early.awaitPlayed();
        assertTrue(played.pictures() > 40 && played.audible(), played.toString());

        assertEquals(200, ask("POST", conn.replace("/get/", "/kick/")).statusCode());
        awaitHook("/stop");
        assertEquals(404, ask("GET", conn).statusCode());
        output.process().awaitEnd(Duration.ofSeconds(20));
      }
    }
  }

  private void playsInChromium() throws Exception {
    URI whep = proxy.plain("/live/video-to-video/" + STREAM + "/whep");
    try (Viewer viewer = Viewer.open()) {
      viewer.visit(
          service.publicAddress(
              "/?whep=" + URLEncoder.encode(whep.toString(), StandardCharsets.UTF_8)));
      viewer.until(
          """
          window.sluicePlayer?.state === 'playing'
            && sluicePlayer.stats !== null && sluicePlayer.stats.framesDecoded > 30
            && document.getElementById('viewers').textContent.endsWith('watching')
          """);
    }
  }
}
