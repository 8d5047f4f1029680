package dev.sluice.bench.sources;

import dev.sluice.bench.server.Child;
import dev.sluice.bench.server.Cores;
import dev.sluice.bench.server.Ports;
import dev.sluice.bench.server.ReadyProcess;
import dev.sluice.bench.server.Workplace;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A fresh process of the service that sources are attached to. */
final class SourceSubject implements AutoCloseable {
  private static final int CONNECT_ATTEMPTS = 200;

  private final Child process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path material;
  private final int controlPort;
  private final int rtmpPort;

  private SourceSubject(Child process, Path material, int controlPort, int rtmpPort) {
    this.process = process;
    this.material = material;
    this.controlPort = controlPort;
    this.rtmpPort = rtmpPort;
  }

  /**
   * Starts the service.
   *
   * @param material for senders that read it themselves
   * @param rtmp whether it is to listen for RTMP
   */
  static SourceSubject start(Workplace place, Path material, boolean rtmp)
      throws IOException, InterruptedException {
    int controlPort = Ports.tcp();
    int rtmpPort = rtmp ? Ports.tcp() : 0;
    Map<String, String> environment = new HashMap<>();
    environment.put("SLUICE_PUBLIC_PORT", Integer.toString(Ports.tcp()));
    environment.put("SLUICE_CONTROL_PORT", Integer.toString(controlPort));
    environment.put("SLUICE_UDP_PORT", Integer.toString(Ports.udp()));
    environment.put("SLUICE_PUBLIC_HOST", "127.0.0.1");
    environment.put("SLUICE_UDP_HOST", "127.0.0.1");
    environment.put("SLUICE_SOURCES_ALLOW", "loopback");
    if (rtmp) {
      environment.put("SLUICE_RTMP_PORT", Integer.toString(rtmpPort));
    }
    ReadyProcess process =
        ReadyProcess.start(
            Cores.SERVER.running(List.of(place.home().resolve("sluice").toString(), "serve")),
            environment,
            place.log("sources"),
            "Ready:");
    return new SourceSubject(process.child(), material, controlPort, rtmpPort);
  }

  int controlPort() {
    return controlPort;
  }

  int rtmpPort() {
    return rtmpPort;
  }

  /** A port that is free for TCP and UDP now. */
  int freePort() throws IOException {
    int port = Ports.tcp();
    new DatagramSocket(port, InetAddress.getLoopbackAddress()).close();
    return port;
  }

  void attach(String stream, String address) throws IOException {
    HttpResponse<String> answer =
        ask(
            HttpRequest.newBuilder(control("/api/streams/%s/source".formatted(stream)))
                .PUT(BodyPublishers.ofString("{\"url\":\"" + address + "\"}"))
                .build());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.body());
    }
  }

  /** The bytes of all sources so far. */
  long receivedBytes() throws IOException {
    String metrics = ask(HttpRequest.newBuilder(control("/metrics")).build()).body();
    return metrics
        .lines()
        .filter(line -> line.startsWith("sluice_source_bytes_total "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  private URI control(String path) {
    return URI.create("http://127.0.0.1:" + controlPort + path);
  }

  private HttpResponse<String> ask(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Connects to a port that the service will listen on. */
  Socket connect(int port) throws IOException {
    IOException refusal = new IOException("never tried");
    for (int i = 0; i < CONNECT_ATTEMPTS; i++) {
      try {
        return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
      } catch (IOException e) {
        refusal = e;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    throw refusal;
  }

  /** Has ffmpeg send the material in real time, without coding it again. */
  Process ffmpeg(String... output) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("ffmpeg", "-v", "error", "-re", "-i", material.toString(), "-c", "copy"));
    command.addAll(List.of(output));
    return new ProcessBuilder(command)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  long cpuNanos() throws IOException {
    return process.cpuNanos();
  }

  @Override
  public void close() {
    process.close();
    client.close();
  }
}
