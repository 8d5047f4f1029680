package dev.sluice.conformance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.clients.Situation.Order;
import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The requirements for every client: it plays picture and sound, and a picture without sound; it
 * joins before the stream or after; all its RTCP is understood. The stream is H.264 High, ffmpeg's
 * default, independent of the client's offer. The results are written to {@code docs/clients.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientContract {
  private static final Duration PLAY = Duration.ofSeconds(4);
  private static final int SECONDS = (int) PLAY.toSeconds();

  /** Required pictures per second, of 30 sent; a busy machine may lose some at the start. */
  private static final int LEAST_PICTURES = SECONDS * 20;

  /** Required sound packets per second, of 50 sent. */
  private static final int LEAST_SOUND_PACKETS = SECONDS * 30;

  private final Client client;
  private ServiceProcess service;

  ClientContract(Client client) {
    this.client = client;
  }

  @BeforeAll
  void startService() throws Exception {
    service = ServiceProcess.serve(environment());
  }

  /** Settings of the service for this client. */
  Map<String, String> environment() throws IOException {
    return Map.of();
  }

  @AfterAll
  void stopService() throws Exception {
    try (ServiceProcess ended = service) {
      assertEquals(
          0,
          ended.metric("sluice_session_events_total{event=\"srtcp_dropped\"}"),
          "RTCP packets of " + client.name() + " were dropped");
    }
  }

  final ServiceProcess service() {
    return service;
  }

  @Tag("quick")
  @ParameterizedTest
  @CsvSource({"VIEWER_FIRST, true", "STREAM_FIRST, false"})
  void plays(Order order, boolean sound) throws Exception {
    check(new Situation(order, sound));
  }

  @ParameterizedTest
  @CsvSource({"STREAM_FIRST, true", "VIEWER_FIRST, false"})
  void playsToo(Order order, boolean sound) throws Exception {
    check(new Situation(order, sound));
  }

  private void check(Situation situation) throws Exception {
    ClientTable.Entry entry = new ClientTable.Entry(client.name(), situation, false);
    try {
      Played played = play(situation, PLAY, false);
      assertPlayed(played, situation);
      ClientTable.passed(entry, played);
    } catch (AssertionError e) {
      ClientTable.failed(entry);
      throw e;
    }
  }

  /** Plays with an ICE restart in the middle. */
  final void checkRestart() throws Exception {
    Situation situation = new Situation(Order.STREAM_FIRST, true);
    ClientTable.Entry entry = new ClientTable.Entry(client.name(), situation, true);
    try {
      Played played = play(situation, PLAY.multipliedBy(2), true);
      assertPlayed(played, situation);
      assertTrue(played.pictures() >= 2 * LEAST_PICTURES, played.toString());
      ClientTable.passed(entry, played);
    } catch (AssertionError e) {
      ClientTable.failed(entry);
      throw e;
    }
  }

  private Played play(Situation situation, Duration play, boolean restart) throws Exception {
    String stream = situation.stream() + (restart ? "-restart" : "");
    if (situation.order() == Order.VIEWER_FIRST) {
      try (Client.Run run = client.start(service.whep(stream), play, restart)) {
        run.awaitPosting();
        try (FfmpegPusher pusher = push(situation, stream)) {
          return played(run, pusher);
        }
      }
    }
    try (FfmpegPusher pusher = push(situation, stream)) {
      service.awaitPlayable(stream);
      try (Client.Run run = client.start(service.whep(stream), play, restart)) {
        return played(run, pusher);
      }
    }
  }

  private static Played played(Client.Run run, FfmpegPusher pusher) throws Exception {
    Played played = run.awaitPlayed();
    assertTrue(pusher.process().isAlive(), pusher.process().output());
    return played;
  }

  private FfmpegPusher push(Situation situation, String stream) throws Exception {
    return situation.sound()
        ? FfmpegPusher.picturesAndSound(service.ingest(stream))
        : FfmpegPusher.picturesOnly(service.ingest(stream));
  }

  private static void assertPlayed(Played played, Situation situation) {
    String all = played.toString();
    assertTrue(played.pictures() >= LEAST_PICTURES, all);
    assertTrue(situation.firstPictureMillis(played) > 0, all);
    // A stream without sound has silence.
    assertTrue(played.soundPackets() >= LEAST_SOUND_PACKETS, all);
    assertEquals(situation.sound(), played.audible(), all);
    assertTrue(played.states().contains("connected"), all);
    assertFalse(played.states().contains("failed"), all);
    assertFalse(played.states().contains("disconnected"), all);
  }
}
