package dev.sluice.bench.server;

import dev.sluice.bench.stream.DatagramPush;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.stream.UnitSender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A binary of MediaMTX that the user has. Its streams are configured before its start; it takes
 * transport streams by UDP.
 */
public final class MediaMtxServer implements Server {
  private final ReadyProcess process;
  private final int httpPort;
  private final Map<String, Integer> ingestPorts;

  private MediaMtxServer(ReadyProcess process, int httpPort, Map<String, Integer> ingestPorts) {
    this.process = process;
    this.httpPort = httpPort;
    this.ingestPorts = ingestPorts;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param binary the program
   * @param streams names of lower-case letters and digits
   */
  public static MediaMtxServer start(
      Workplace place, Path binary, List<String> streams, Cores cores)
      throws IOException, InterruptedException {
    int httpPort = Ports.tcp();
    Map<String, String> environment = new HashMap<>();
    for (String other : List.of("RTSP", "RTMP", "HLS", "SRT", "MOQ")) {
      environment.put("MTX_" + other, "no");
    }
    environment.put("MTX_WEBRTCADDRESS", "127.0.0.1:" + httpPort);
    environment.put("MTX_WEBRTCLOCALUDPADDRESS", "127.0.0.1:" + Ports.udp());
    environment.put("MTX_WEBRTCIPSFROMINTERFACES", "no");
    environment.put("MTX_WEBRTCADDITIONALHOSTS", "127.0.0.1");
    Map<String, Integer> ingestPorts = new HashMap<>();
    for (String stream : streams) {
      int port = Ports.udp();
      ingestPorts.put(stream, port);
      environment.put(
          "MTX_PATHS_" + stream.toUpperCase(Locale.ROOT) + "_SOURCE",
          "udp+mpegts://127.0.0.1:" + port);
    }
    ReadyProcess process =
        ReadyProcess.start(
            cores.running(List.of(binary.toString())),
            environment,
            place.log("mediamtx"),
            "\\[WebRTC\\] .*listener");
    return new MediaMtxServer(process, httpPort, ingestPorts);
  }

  @Override
  public String name() {
    return "MediaMTX";
  }

  /** It has no push over HTTP. */
  @Override
  public int ingestPort() {
    throw new UnsupportedOperationException("MediaMTX takes transport streams by UDP");
  }

  @Override
  public UnitSender push(TsMaterial material, String stream) throws IOException {
    Integer port = ingestPorts.get(stream);
    if (port == null) {
      throw new IOException("MediaMTX was started without a stream " + stream);
    }
    return new UnitSender(material, new DatagramPush(port));
  }

  @Override
  public URI whep(String stream) {
    return URI.create("http://127.0.0.1:" + httpPort + "/" + stream + "/whep");
  }

  @Override
  public ReadyProcess process() {
    return process;
  }

  @Override
  public long settledBytes() throws IOException {
    return residentBytes();
  }
}
