package dev.sluice.bench.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** The server on Pion in {@code bench/peer}. */
public final class PeerServer implements Server {
  private final Child process;
  private final int port;
  private final Startup startup;

  private PeerServer(Child process, int port, Startup startup) {
    this.process = process;
    this.port = port;
    this.startup = startup;
  }

  /** Starts it and waits until it is ready. */
  public static PeerServer start(Workplace place, Cores cores)
      throws IOException, InterruptedException {
    int port = Ports.tcp();
    Map<String, String> environment =
        Map.of(
            "PEER_HTTP_PORT", Integer.toString(port),
            "PEER_UDP_PORT", Integer.toString(Ports.udp()));
    Child process =
        new Child(
            cores.running(List.of(place.peer().toString())),
            environment,
            place.log("peer"),
            "ready");
    try {
      return new PeerServer(process, port, process.awaitReady());
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "peer";
  }

  @Override
  public int ingestPort() {
    return port;
  }

  @Override
  public URI whep(String stream) {
    return URI.create("http://127.0.0.1:" + port + "/whep/" + stream);
  }

  @Override
  public long cpuNanos() throws IOException {
    return process.cpuNanos();
  }

  @Override
  public Startup startup() {
    return startup;
  }

  @Override
  public long residentBytes() throws IOException {
    return process.residentBytes("VmRSS");
  }

  @Override
  public long settledBytes() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/gc"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      HttpResponse<Void> unused = http.send(request, HttpResponse.BodyHandlers.discarding());
    }
    return process.residentBytes("VmRSS");
  }

  @Override
  public long allocatedBytes() {
    return 0;
  }

  @Override
  public void close() {
    process.close();
  }
}
