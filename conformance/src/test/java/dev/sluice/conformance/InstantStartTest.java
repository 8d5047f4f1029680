package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.Link;
import dev.sluice.conformance.harness.LoopMaterial;
import dev.sluice.conformance.harness.Newcomer;
import dev.sluice.conformance.harness.Relay;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A viewer that joins in the middle of a group of pictures is at the live edge a second later. The
 * test measures the lag in a real browser, beside an old viewer, for joins at random moments. It
 * writes a table to {@code target/instant-start.md}.
 */
@Tag("instant")
class InstantStartTest {
  private static final Path TABLE = Path.of("target", "instant-start.md");
  private static final long SEED = 11;
  private static final int JOINS = Integer.getInteger("joins", 7);
  private static final Duration SETTLING = Duration.ofSeconds(4);
  private static final Duration WATCH = Duration.ofMillis(2500);
  private static final double LAG_MUST_MILLIS = 100;

  /** The limit is 200 ms on an idle machine: see docs/sending.md. */
  private static final double RACE_MUST_MILLIS = 300;

  private static final double FREEZE_MILLIS = 1000;
  private static final Duration NEAR = Duration.ofMillis(5);
  private static final Link.Settings LOSSY = Link.Settings.lossy(1, NEAR, SEED);
  private static final Link.Settings NARROW =
      new Link.Settings(0, Duration.ofMillis(20), 20, 256 << 10, SEED);

  private enum Case {
    SMALL_GOP_2("360p, GOP 2 s", new LoopMaterial(360, 2, 800), null, true),
    SMALL_GOP_4("360p, GOP 4 s", new LoopMaterial(360, 4, 800), null, true),
    GOP_2("720p, GOP 2 s", new LoopMaterial(720, 2, 2500), null, true),
    GOP_4("720p, GOP 4 s", new LoopMaterial(720, 4, 2500), null, true),
    GOP_2_LOSSY("720p, GOP 2 s, 1 % loss", new LoopMaterial(720, 2, 2500), LOSSY, true),
    GOP_4_LOSSY("720p, GOP 4 s, 1 % loss", new LoopMaterial(720, 4, 2500), LOSSY, true),
    GOP_10("720p, GOP 10 s", new LoopMaterial(720, 10, 2500), null, false),
    LARGE("1080p, GOP 4 s", new LoopMaterial(1080, 4, 6000), null, false),
    GOP_4_NARROW("720p, GOP 4 s, 20 Mbit/s", new LoopMaterial(720, 4, 2500), NARROW, false);

    private final String label;
    private final LoopMaterial material;
    private final Link.Settings link;
    private final boolean required;

    Case(String label, LoopMaterial material, Link.Settings link, boolean required) {
      this.label = label;
      this.material = material;
      this.link = link;
      this.required = required;
    }
  }

  @BeforeAll
  static void head() throws IOException {
    Files.createDirectories(TABLE.getParent());
    Files.writeString(
        TABLE,
        """
        | stream, %d joins each | POST to picture, ms | behind after 0.25 s | after 1 s | after 2.4 s | late pictures | racing, ms | longest still, ms | lost | sound ahead, ms |
        |---|---|---|---|---|---|---|---|---|---|
        """
            .formatted(JOINS));
  }

  @ParameterizedTest
  @EnumSource
  void aNewcomerIsLiveAfterASecond(Case one) throws Exception {
    Random random = new Random(SEED);
    try (ServiceProcess service = ServiceProcess.serve(ServiceProcess.onLoopback());
        FfmpegPusher pusher = FfmpegPusher.repeated(service.ingest("live"), one.material.file());
        Relay relay = one.link == null ? null : Relay.start(service.udpPort(), one.link);
        SideBySide players = SideBySide.open(service.whep("live"), SETTLING)) {
      List<Newcomer> seen = new ArrayList<>();
      for (int i = 0; i < JOINS; i++) {
        players.pause(Duration.ofMillis(random.nextInt(1000 * one.material.gopSeconds())));
        seen.add(players.join(relay == null ? 0 : relay.port(), WATCH));
      }
      Files.writeString(TABLE, row(one, seen), StandardOpenOption.APPEND);
      assertTrue(pusher.process().isAlive(), "the pusher has ended");
      String what = "%s, seed %d: %s".formatted(one, SEED, seen);
      assertTrue(worst(seen, Newcomer::stillMillis) < FREEZE_MILLIS, what);
      if (one.required) {
        assertTrue(median(seen, Newcomer::lagSecondMillis) < LAG_MUST_MILLIS, what);
        assertTrue(median(seen, Newcomer::raceMillis) <= RACE_MUST_MILLIS, what);
      }
    }
  }

  private static String row(Case one, List<Newcomer> seen) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            one.label,
            cell(seen, Newcomer::firstMillis),
            cell(seen, Newcomer::lagQuarterMillis),
            cell(seen, Newcomer::lagSecondMillis),
            cell(seen, Newcomer::lagEndMillis),
            cell(seen, Newcomer::stale),
            cell(seen, Newcomer::raceMillis),
            cell(seen, Newcomer::stillMillis),
            cell(seen, Newcomer::lost),
            cell(seen, Newcomer::audioAheadMillis));
  }

  /** The median, followed by the largest value. */
  private static String cell(List<Newcomer> seen, ToDoubleFunction<Newcomer> figure) {
    return "%.0f (%.0f)".formatted(median(seen, figure), worst(seen, figure));
  }

  private static double median(List<Newcomer> seen, ToDoubleFunction<Newcomer> figure) {
    double[] sorted = seen.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double worst(List<Newcomer> seen, ToDoubleFunction<Newcomer> figure) {
    return seen.stream().mapToDouble(figure).max().orElseThrow();
  }
}
