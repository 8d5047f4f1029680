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
  private final ReadyProcess process;
  private final int port;

  private PeerServer(ReadyProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it is ready. */
  public static PeerServer start(Workplace place, Cores cores)
      throws IOException, InterruptedException {
    int port = Ports.tcp();
    Map<String, String> environment =
        Map.of(
            "PEER_HTTP_PORT", Integer.toString(port),
            "PEER_UDP_PORT", Integer.toString(Ports.udp()));
    ReadyProcess process =
        ReadyProcess.start(
            cores.running(List.of(place.peer().toString())),
            environment,
            place.log("peer"),
            "ready");
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
  public ReadyProcess process() {
    return process;
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
    return residentBytes();
  }
}
