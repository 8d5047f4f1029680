package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.config.ConfigLoader;
import dev.sluice.net.http.RawHttp1;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole service on free ports of loopback, with an HTTP client. */
final class RunningService implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("WHEP http://\\S+:(\\d+), .*:(\\d+)/ingest");
  private static final Path MATERIAL = Path.of("src/main/resources/demo/demo.ts");
  private static final int PACKET_BYTES = 188;

  /** Bytes of the test stream that {@link #push} sends. */
  static final int PUSHED_BYTES = 2500 * PACKET_BYTES;

  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Service service;
  private final int publicPort;
  private final int controlPort;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Starts it; {@code settings} are names and values of the environment. */
  RunningService(Map<String, String> settings) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("SLUICE_PUBLIC_HOST", "127.0.0.1");
    environment.put("SLUICE_UDP_HOST", "127.0.0.1");
    for (String port : List.of("PUBLIC", "CONTROL", "UDP")) {
      environment.put("SLUICE_" + port + "_PORT", "0");
    }
    environment.putAll(settings);
    service =
        Service.start(
            ConfigLoader.load(ServiceSettings::new, Optional.empty(), environment).settings());
    Matcher ready = READY.matcher(service.readyLine());
    assertTrue(ready.find(), service.readyLine());
    publicPort = Integer.parseInt(ready.group(1));
    controlPort = Integer.parseInt(ready.group(2));
  }

  /** Asks the public socket; {@code headers} are names and values in turn. */
  HttpResponse<String> open(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return ask(publicPort, method, path, body, headers);
  }

  /** Asks the control socket. */
  HttpResponse<String> control(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return ask(controlPort, method, path, body, headers);
  }

  private HttpResponse<String> ask(
      int port, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A pusher that has sent the beginning of the test stream, and stays connected. */
  RawHttp1 push(String pathAndQuery, String... lines) throws IOException {
    byte[] all = Files.readAllBytes(MATERIAL);
    return push(pathAndQuery, Arrays.copyOf(all, PUSHED_BYTES), lines);
  }

  /** A pusher of a stream whose tables say that it has a picture and sound, and that has none. */
  RawHttp1 pushWithoutKeyPictures(String path) throws IOException {
    byte[] all = Files.readAllBytes(MATERIAL);
    return push(path, Arrays.copyOf(all, PACKET_BYTES * 3));
  }

  private RawHttp1 push(String pathAndQuery, byte[] stream, String... lines) throws IOException {
    RawHttp1 pusher = new RawHttp1(controlPort);
    pusher.send(
        "PUT %s HTTP/1.1\r\nHost: localhost\r\n%sTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
            .formatted(
                pathAndQuery,
                lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n",
                stream.length,
                new String(stream, StandardCharsets.ISO_8859_1)));
    return pusher;
  }

  /** An answer of the control socket that has a part, waited for. */
  String until(String path, String part, String... headers) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    String body = "";
    while (!body.contains(part)) {
      assertTrue(System.nanoTime() < deadline, "no " + part + " in " + body);
      LockSupport.parkNanos(5_000_000);
      body = control("GET", path, "", headers).body();
    }
    return body;
  }

  @Override
  public void close() {
    service.close();
    client.close();
  }
}
