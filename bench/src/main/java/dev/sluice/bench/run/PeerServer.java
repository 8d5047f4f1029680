package dev.sluice.bench.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** The server on Pion in {@code bench/peer}. */
final class PeerServer implements Server {
  private final Child process;
  private final int port;

  private PeerServer(Child process, int port) {
    this.process = process;
    this.port = port;
  }

  static PeerServer start(Workplace place) throws IOException, InterruptedException {
    int port = Ports.tcp();
    Map<String, String> environment =
        Map.of(
            "PEER_HTTP_PORT", Integer.toString(port),
            "PEER_UDP_PORT", Integer.toString(Ports.udp()));
    Child process =
        new Child(List.of(place.peer().toString()), environment, place.log("peer"), true);
    String unused = process.awaitFirstLine();
    return new PeerServer(process, port);
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
