package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.ChildProcess;
import dev.sluice.conformance.harness.FreePorts;
import dev.sluice.conformance.harness.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real encoders publish by SRT, are called, and are refused. */
@Tag("quick")
class SrtPeersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PASSPHRASE = "a-passphrase-for-tests";

  /** A held offer waits for 8 s; a busy machine may need longer to encode the first picture. */
  private static final int ATTEMPTS = 4;

  private static final String ENCODED =
      "ffmpeg -nostdin -loglevel error -re -f lavfi -i testsrc2=size=320x180:rate=30 -c:v libx264"
          + " -preset ultrafast -tune zerolatency -g 30 -pix_fmt yuv420p -f mpegts";

  /** The programs, each as a command of the shell with a place for the SRT address. */
  enum Peer {
    FFMPEG(ENCODED + " '%s&pkt_size=1316'"),
    GSTREAMER(
        "gst-launch-1.0 -q videotestsrc is-live=true ! video/x-raw,width=320,height=180 ! x264enc"
            + " tune=zerolatency key-int-max=30 ! video/x-h264,profile=baseline ! mpegtsmux"
            + " alignment=7 ! srtsink wait-for-connection=false uri='%s'"),
    SRT_LIVE_TRANSMIT(ENCODED + " pipe:1 | srt-live-transmit -q file://con '%s'");

    private final String command;

    Peer(String command) {
      this.command = command;
    }

    ChildProcess send(String address) throws IOException {
      return shell(command.formatted(address));
    }
  }

  private static ChildProcess shell(String command) throws IOException {
    return ChildProcess.start("peer", Path.of("/"), Map.of(), List.of("bash", "-c", command));
  }

  private static ServiceProcess withPort(int port) throws IOException, InterruptedException {
    return ServiceProcess.serve(
        Map.of("SLUICE_SRT_PORT", Integer.toString(port), "SLUICE_SRT_PASSPHRASE", PASSPHRASE));
  }

  private static void awaitPlayable(ServiceProcess service, ChildProcess peer)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        service.awaitPlayable("live");
        return;
      } catch (AssertionError e) {
        if (attempt == ATTEMPTS) {
          throw new AssertionError(
              e.getMessage() + "\n" + peer.output() + "\n" + service.process().output(), e);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void publishesToThePortOfAllStreams(Peer peer) throws Exception {
    int port = FreePorts.next();
    String address =
        "srt://127.0.0.1:%d?mode=caller&streamid=publish:live&passphrase=%s"
            .formatted(port, PASSPHRASE);
    try (ServiceProcess service = withPort(port);
        ChildProcess sender = peer.send(address)) {
      awaitPlayable(service, sender);
      assertEquals(1, service.metric("sluice_srt_events_total{event=\"connected\"}"));
      assertEquals(0, service.metric("sluice_srt_events_total{event=\"dropped\"}"));
    }
  }

  @Test
  void isRefusedWithAWrongPassphraseAndForReading() throws Exception {
    int port = FreePorts.next();
    String address = "srt://127.0.0.1:%d?streamid=%s&passphrase=%s";
    try (ServiceProcess service = withPort(port);
        ChildProcess wrong =
            Peer.FFMPEG.send(address.formatted(port, "publish:live", "another-passphrase"));
        ChildProcess reader =
            shell(
                "ffmpeg -nostdin -loglevel error -i '%s' -f null -"
                    .formatted(address.formatted(port, "read:live", PASSPHRASE)))) {
      assertNotEquals(0, wrong.awaitEnd(PATIENCE), wrong.output());
      assertNotEquals(0, reader.awaitEnd(PATIENCE), reader.output());
      assertEquals(1, service.metric("sluice_srt_events_total{event=\"handshake_failed\"}"));
      assertEquals(1, service.metric("sluice_srt_refused_total{reason=\"mode\"}"));
      String log = service.process().output();
      assertTrue(log.contains("its passphrase is missing or wrong"), log);
      assertTrue(log.contains("The stream id asks to read."), log);
    }
  }

  @Test
  void isCalled() throws Exception {
    int port = FreePorts.next();
    String listening = "srt://127.0.0.1:%d?mode=listener&passphrase=%s".formatted(port, PASSPHRASE);
    String source = "live=srt://127.0.0.1:%d?passphrase=%s&latency=200".formatted(port, PASSPHRASE);
    try (ChildProcess sender = Peer.FFMPEG.send(listening);
        ServiceProcess service = ServiceProcess.serve(Map.of("SLUICE_SOURCES", source))) {
      awaitPlayable(service, sender);
    }
  }

  /** The line of docs/sources.md for machines without libsrt. */
  @Test
  void isFetchedByTheCommandOfTheDocumentation() throws Exception {
    int port = FreePorts.next();
    Path page = Path.of(System.getProperty("sluice.home"), "docs/sources.md");
    String line;
    try (Stream<String> lines = Files.lines(page)) {
      line = lines.map(String::strip).filter(SrtPeersTest::callsByFfmpeg).findAny().orElseThrow();
    }
    String source =
        line.replace("studio: ", "live=")
            .replace("203.0.113.9:9000", "127.0.0.1:" + port)
            .replace("TEN-OR-MORE", PASSPHRASE);
    String listening = "srt://127.0.0.1:%d?mode=listener&passphrase=%s".formatted(port, PASSPHRASE);
    try (ChildProcess sender = Peer.FFMPEG.send(listening);
        ServiceProcess service = ServiceProcess.serve(Map.of("SLUICE_SOURCES", source))) {
      awaitPlayable(service, sender);
    }
  }

  private static boolean callsByFfmpeg(String line) {
    return line.startsWith("studio: exec:ffmpeg ") && line.contains(" -i srt://");
  }

  @Test
  void callsAgainAfterItWasKilled() throws Exception {
    int port = FreePorts.next();
    String source =
        "live=srt://127.0.0.1:%d?mode=listener&passphrase=%s".formatted(port, PASSPHRASE);
    String calling = "srt://127.0.0.1:%d?mode=caller&passphrase=%s".formatted(port, PASSPHRASE);
    try (ServiceProcess service = ServiceProcess.serve(Map.of("SLUICE_SOURCES", source))) {
      try (ChildProcess sender = Peer.FFMPEG.send(calling)) {
        awaitPlayable(service, sender);
      }
      // A killed program says no goodbye: the library notices its silence after 5 s.
      service.process().awaitLine(Pattern.compile("The source of stream 'live' ended"), PATIENCE);
      try (ChildProcess sender = Peer.FFMPEG.send(calling)) {
        awaitPlayable(service, sender);
      }
      assertEquals(2, service.metric("sluice_srt_events_total{event=\"connected\"}"));
    }
  }
}
