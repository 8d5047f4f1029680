package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.ChildProcess;
import dev.sluice.conformance.harness.DatagramForwarder;
import dev.sluice.conformance.harness.ServiceProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources by address, sent by ffmpeg and GStreamer; the material is the demo stream. */
@SuppressWarnings("try") // Senders are only held open.
@Tag("quick")
class SourceSendersTest {
  private static final String GROUP = "239.255.17.9";
  private static final int UNITS = 60;
  private static final long POLL_NANOS = 100_000_000;
  private static final Pattern ACCESS_UNITS = Pattern.compile("\"accessUnits\":(\\d+)");
  private static final Pattern DAMAGED = Pattern.compile("\"(ts_[a-z_]*(gaps|damaged)[a-z_]*)\"");

  @TempDir static Path folder;

  private static Ports ports;
  private static ServiceProcess service;

  private record Ports(
      int udp, int cut, int rtp, int gstreamer, int group, int bad, int listen, int connect) {
    static Ports free() throws IOException {
      List<DatagramSocket> udp = new ArrayList<>();
      InetAddress loopback = InetAddress.getLoopbackAddress();
      try (ServerSocket first = new ServerSocket(0, 1, loopback);
          ServerSocket second = new ServerSocket(0, 1, loopback)) {
        for (int i = 0; i < 6; i++) {
          udp.add(new DatagramSocket(0));
        }
        return new Ports(
            udp.get(0).getLocalPort(),
            udp.get(1).getLocalPort(),
            udp.get(2).getLocalPort(),
            udp.get(3).getLocalPort(),
            udp.get(4).getLocalPort(),
            udp.get(5).getLocalPort(),
            first.getLocalPort(),
            second.getLocalPort());
      } finally {
        udp.forEach(DatagramSocket::close);
      }
    }
  }

  private static Path demo() throws IOException {
    return Path.of(System.getProperty("sluice.home"))
        .resolve("src/main/resources/demo/demo.ts")
        .toRealPath();
  }

  @BeforeAll
  static void serve() throws IOException, InterruptedException {
    ports = Ports.free();
    String sources =
        String.join(
            "\n",
            "udp=udp://127.0.0.1:" + ports.udp,
            "cut=udp://127.0.0.1:" + ports.cut,
            "rtp=udp://:" + ports.rtp,
            "gstreamer=rtp+ts://127.0.0.1:" + ports.gstreamer,
            "group=udp://@%s:%d?interface=lo&source=127.0.0.1".formatted(GROUP, ports.group),
            "bad=rtp+ts://127.0.0.1:" + ports.bad,
            "listen=tcp://127.0.0.1:%d?listen".formatted(ports.listen),
            "connect=tcp://127.0.0.1:" + ports.connect,
            "unix=unix:%s?listen=true".formatted(folder.resolve("in.sock")),
            "file=file:%s?loop=true".formatted(demo()),
            "command=exec:ffmpeg -loglevel error -re -stream_loop -1 -i %s -c copy -f mpegts -"
                .formatted(demo()));
    service = ServiceProcess.serve(Map.of("SLUICE_SOURCES", sources));
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  private static ChildProcess ffmpeg(String format, String url) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error"));
    command.addAll(List.of("-re", "-stream_loop", "-1", "-i", demo().toString(), "-c", "copy"));
    command.addAll(List.of("-f", format, url));
    return ChildProcess.start("ffmpeg", Path.of("/"), Map.of(), command);
  }

  private static String view(String stream) throws IOException, InterruptedException {
    URI address = service.controlAddress("/api/streams/" + stream);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }

  /** Waits for two seconds of the stream, and returns the view of it by the API. */
  private static String played(String stream) throws IOException, InterruptedException {
    service.awaitPlayable(stream);
    while (true) {
      String view = view(stream);
      Matcher units = ACCESS_UNITS.matcher(view);
      if (units.find() && Integer.parseInt(units.group(1)) > UNITS) {
        return view;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static void assertPlaysWhole(String stream) throws IOException, InterruptedException {
    String view = played(stream);
    assertTrue(!DAMAGED.matcher(view).find(), view);
  }

  @Test
  void ffmpegByUdp() throws Exception {
    try (ChildProcess unused = ffmpeg("mpegts", "udp://127.0.0.1:" + ports.udp)) {
      assertPlaysWhole("udp");
    }
  }

  @Test
  void ffmpegByUdpInDatagramsThatCutPackets() throws Exception {
    try (ChildProcess unused =
        ffmpeg("mpegts", "udp://127.0.0.1:%d?pkt_size=1000".formatted(ports.cut))) {
      assertPlaysWhole("cut");
    }
  }

  @Test
  void ffmpegByRtp() throws Exception {
    try (ChildProcess unused = ffmpeg("rtp_mpegts", "rtp://127.0.0.1:" + ports.rtp)) {
      assertPlaysWhole("rtp");
    }
  }

  @Test
  void ffmpegToAGroup() throws Exception {
    String url = "udp://%s:%d?localaddr=127.0.0.1&ttl=0".formatted(GROUP, ports.group);
    try (ChildProcess unused = ffmpeg("mpegts", url)) {
      assertPlaysWhole("group");
    }
  }

  @Test
  void gstreamerByRtp() throws Exception {
    String pipeline =
        "filesrc location=%s ! tsparse set-timestamps=true alignment=7 ! rtpmp2tpay"
            + " ! udpsink host=127.0.0.1 port=%d sync=true";
    List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-q"));
    command.addAll(List.of(pipeline.formatted(demo(), ports.gstreamer).split(" ")));
    try (ChildProcess unused = ChildProcess.start("gst", Path.of("/"), Map.of(), command)) {
      assertPlaysWhole("gstreamer");
    }
  }

  @Test
  void ffmpegByRtpOverABadNetwork() throws Exception {
    try (DatagramForwarder forwarder = DatagramForwarder.to(ports.bad);
        ChildProcess unused = ffmpeg("rtp_mpegts", "rtp://127.0.0.1:" + forwarder.port())) {
      String view = played("bad");
      assertTrue(event("reordered") > 0, view);
      while (event("lost") == 0) {
        LockSupport.parkNanos(POLL_NANOS);
      }
      assertEquals(0, event("late_or_repeated"), view);
    }
  }

  private static long event(String name) throws IOException, InterruptedException {
    return service.metric("sluice_udp_source_events_total{event=\"%s\"}".formatted(name));
  }

  @Test
  void ffmpegConnectsByTcp() throws Exception {
    try (ChildProcess unused = ffmpeg("mpegts", "tcp://127.0.0.1:" + ports.listen)) {
      assertPlaysWhole("listen");
    }
  }

  @Test
  void ffmpegListensForTcp() throws Exception {
    try (ChildProcess unused =
        ffmpeg("mpegts", "tcp://127.0.0.1:%d?listen=1".formatted(ports.connect))) {
      assertPlaysWhole("connect");
    }
  }

  @Test
  void ffmpegByAUnixSocket() throws Exception {
    try (ChildProcess unused = ffmpeg("mpegts", "unix:" + folder.resolve("in.sock"))) {
      assertPlaysWhole("unix");
    }
  }

  @Test
  void aFileInALoop() throws Exception {
    assertPlaysWhole("file");
  }

  @Test
  void theOutputOfFfmpeg() throws Exception {
    assertPlaysWhole("command");
  }
}
