package dev.sluice;

import static java.util.Map.entry;

import dev.sluice.codec.framing.FramerFuzz;
import dev.sluice.codec.h264.AnnexBFuzz;
import dev.sluice.codec.h264.ParameterSetsFuzz;
import dev.sluice.container.flv.FlvFuzz;
import dev.sluice.container.mpegts.OpusHeaderFuzz;
import dev.sluice.container.mpegts.PesFuzz;
import dev.sluice.container.mpegts.TablesFuzz;
import dev.sluice.container.mpegts.TransportStreamFuzz;
import dev.sluice.ingest.flv.FlvIngestFuzz;
import dev.sluice.ingest.ts.IngestFuzz;
import dev.sluice.net.framing.Http2GuardFuzz;
import dev.sluice.net.http.ConnectionFuzz;
import dev.sluice.net.rtmp.RtmpFuzz;
import dev.sluice.rtc.answer.OfferFuzz;
import dev.sluice.rtc.rtcp.RtcpFuzz;
import dev.sluice.rtc.stun.StunFuzz;
import dev.sluice.source.data.MessageFuzz;
import dev.sluice.source.datagram.RtpStreamFuzz;
import dev.sluice.source.srt.SrtStreamIdFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the seeds and the past finds of fuzzing through their targets. {@code ./sluice fuzz}
 * searches for new finds.
 */
class FuzzCasesTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.ofEntries(
          entry("AnnexBFuzz", AnnexBFuzz::fuzzerTestOneInput),
          entry("ParameterSetsFuzz", ParameterSetsFuzz::fuzzerTestOneInput),
          entry("FlvFuzz", FlvFuzz::fuzzerTestOneInput),
          entry("FlvIngestFuzz", FlvIngestFuzz::fuzzerTestOneInput),
          entry("FramerFuzz", FramerFuzz::fuzzerTestOneInput),
          entry("IngestFuzz", IngestFuzz::fuzzerTestOneInput),
          entry("OpusHeaderFuzz", OpusHeaderFuzz::fuzzerTestOneInput),
          entry("PesFuzz", PesFuzz::fuzzerTestOneInput),
          entry("TablesFuzz", TablesFuzz::fuzzerTestOneInput),
          entry("TransportStreamFuzz", TransportStreamFuzz::fuzzerTestOneInput),
          entry("RtmpFuzz", RtmpFuzz::fuzzerTestOneInput),
          entry("RtcpFuzz", RtcpFuzz::fuzzerTestOneInput),
          entry("OfferFuzz", OfferFuzz::fuzzerTestOneInput),
          entry("RtpStreamFuzz", RtpStreamFuzz::fuzzerTestOneInput),
          entry("MessageFuzz", MessageFuzz::fuzzerTestOneInput),
          entry("SrtStreamIdFuzz", SrtStreamIdFuzz::fuzzerTestOneInput),
          entry("StunFuzz", StunFuzz::fuzzerTestOneInput),
          entry("Http2GuardFuzz", Http2GuardFuzz::fuzzerTestOneInput),
          entry("ConnectionFuzz", ConnectionFuzz::fuzzerTestOneInput));

  /** Folders of further inputs, by target. */
  private static final Map<String, String> FOLDERS =
      Map.of(
          "TransportStreamFuzz", "ts",
          "IngestFuzz", "ts",
          "FlvIngestFuzz", "flv",
          "OfferFuzz", "sdp");

  static List<String> targets() {
    return TARGETS.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void everyCase(String name) throws IOException {
    Consumer<byte[]> target = TARGETS.get(name);
    target.accept(new byte[0]);
    runAll(target, RESOURCES.resolve("fuzz").resolve(name));
    if (FOLDERS.containsKey(name)) {
      runAll(target, RESOURCES.resolve(FOLDERS.get(name)));
    }
  }

  private static void runAll(Consumer<byte[]> target, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        try {
          target.accept(Files.readAllBytes(file));
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError(file.toString(), e);
        }
      }
    }
  }
}
