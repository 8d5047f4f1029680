package dev.sluice.conformance.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The packaged service, started by its launcher on free ports. */
public final class ServiceProcess implements AutoCloseable {
  /** Generous: the machine may be busy with other tests, or build first. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private static final Pattern READY = Pattern.compile("\\bready\\b", Pattern.CASE_INSENSITIVE);

  private final ChildProcess process;
  private final Ports ports;

  private record Ports(int publicTcp, int controlTcp, int udp) {
    static Ports free() {
      return new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next());
    }

    Map<String, String> environment() {
      return Map.of(
          "SLUICE_PUBLIC_PORT", Integer.toString(publicTcp),
          "SLUICE_CONTROL_PORT", Integer.toString(controlTcp),
          "SLUICE_UDP_PORT", Integer.toString(udp));
    }
  }

  private ServiceProcess(ChildProcess process, Ports ports) {
    this.process = process;
    this.ports = ports;
  }

  /** Starts {@code ./sluice serve} and waits until it is ready. */
  public static ServiceProcess serve() throws IOException, InterruptedException {
    return started(start(Map.of(), "serve"));
  }

  /** Starts {@code ./sluice serve} with settings in the environment and waits until it is ready. */
  public static ServiceProcess serve(Map<String, String> environment)
      throws IOException, InterruptedException {
    return started(start(environment, "serve"));
  }

  /** Starts {@code ./sluice demo} and waits until it is ready. */
  public static ServiceProcess demo() throws IOException, InterruptedException {
    return demo(Map.of());
  }

  /** Starts {@code ./sluice demo} with settings in the environment and waits until it is ready. */
  public static ServiceProcess demo(Map<String, String> environment)
      throws IOException, InterruptedException {
    return started(start(environment, "demo"));
  }

  /** Settings that make the service offer only loopback, the address of a {@link Relay}. */
  public static Map<String, String> onLoopback() {
    return Map.of("SLUICE_UDP_HOST", "127.0.0.1");
  }

  /**
   * Starts the launcher and does not wait.
   *
   * @param environment further variables; they override the free ports
   * @param arguments command and options
   */
  public static ServiceProcess start(Map<String, String> environment, String... arguments)
      throws IOException {
    Path home = Path.of(System.getProperty("sluice.home")).toRealPath();
    Ports ports = Ports.free();
    Map<String, String> all = new HashMap<>(ports.environment());
    all.putAll(environment);
    List<String> command = new ArrayList<>();
    command.add(home.resolve("sluice").toString());
    command.addAll(List.of(arguments));
    return new ServiceProcess(ChildProcess.start("sluice", Path.of("/"), all, command), ports);
  }

  private static ServiceProcess started(ServiceProcess service) throws InterruptedException {
    try {
      service.process.awaitLine(READY, START_PATIENCE);
      return service;
    } catch (InterruptedException | AssertionError e) {
      service.close();
      throw e;
    }
  }

  /** The process itself. */
  public ChildProcess process() {
    return process;
  }

  /** An address on the public socket; {@code path} begins with a slash. */
  public URI publicAddress(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(ports.publicTcp, path));
  }

  /** An address on the control socket; {@code path} begins with a slash. */
  public URI controlAddress(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(ports.controlTcp, path));
  }

  /** The WHEP address of a stream. */
  public URI whep(String stream) {
    return publicAddress("/whep/" + stream);
  }

  /** The ingest address of a stream. */
  public URI ingest(String stream) {
    return controlAddress("/ingest/" + stream);
  }

  /**
   * Waits until a stream can be played: the service holds an offer until then.
   *
   * @throws AssertionError if the offer is refused
   */
  public void awaitPlayable(String stream) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest post =
          HttpRequest.newBuilder(whep(stream))
              .header("Content-Type", "application/sdp")
              .POST(BodyPublishers.ofString(Offers.chromium()))
              .build();
      HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
      URI session = whep(stream).resolve(answer.headers().firstValue("Location").orElseThrow());
      client.send(HttpRequest.newBuilder(session).DELETE().build(), BodyHandlers.discarding());
    }
  }

  /**
   * The present value of a metric.
   *
   * @param series name with labels, as in the text format
   * @throws AssertionError if there is no such series
   */
  public long metric(String series) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest get = HttpRequest.newBuilder(controlAddress("/metrics")).build();
      String text = client.send(get, BodyHandlers.ofString()).body();
      return text.lines()
          .filter(line -> line.startsWith(series + " "))
          .map(line -> Long.parseLong(line.substring(series.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + series + " in\n" + text));
    }
  }

  /** The UDP port of media. */
  public int udpPort() {
    return ports.udp;
  }

  @Override
  public void close() {
    process.close();
  }
}
