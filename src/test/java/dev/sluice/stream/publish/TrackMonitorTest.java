package dev.sluice.stream.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.log.LogLines;
import dev.sluice.media.Codec;
import dev.sluice.media.DroppedUnits;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackHealth;
import dev.sluice.media.TrackInput;
import dev.sluice.media.TrackState;
import dev.sluice.stream.TestStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The health of a track by its counts, half a second from look to look. */
class TrackMonitorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Track VIDEO =
      new Track(Track.VIDEO, TestStream.H264.with().label("PID 256").build());
  private static final Track AUDIO =
      new Track(Track.AUDIO, TestStream.OPUS.with().label("PID 257").build());

  private final LogLines lines = new LogLines();
  private long nowNanos = Long.MAX_VALUE - 30 * SECOND;
  private TrackMonitor monitor = new TrackMonitor(VIDEO, 3 * SECOND);
  private HealthLog log = new HealthLog(lines, "live", "The picture", 3 * SECOND);
  private long packets;
  private long unstamped;
  private long bad;
  private TrackHealth health = look();

  private void of(Track track) {
    monitor = new TrackMonitor(track, 3 * SECOND);
    log = new HealthLog(lines, "live", "The sound", 3 * SECOND);
    health = look();
  }

  private TrackHealth look() {
    List<DroppedUnits> dropped =
        bad == 0 ? List.of() : List.of(new DroppedUnits("bad_opus", bad, "it is no Opus"));
    TrackInput input = new TrackInput(0, packets, unstamped, dropped);
    health = monitor.look(input, Optional.empty(), nowNanos);
    log.look(health, nowNanos);
    return health;
  }

  /** Lets time pass, with this before each look. */
  private TrackState pass(double seconds, Runnable before) {
    for (int i = 0; i < 2 * seconds; i++) {
      nowNanos += SECOND / 2;
      before.run();
      look();
    }
    return health.state();
  }

  private void good() {
    packets++;
    monitor.appended(TestStream.unit(Track.VIDEO, TestStream.H264, 0, true));
  }

  private static void nothing() {
    // No data.
  }

  @Test
  void nothingArrives() {
    assertEquals(TrackState.STARTING, pass(2.5, TrackMonitorTest::nothing));
    assertEquals(TrackState.NO_DATA, pass(0.5, TrackMonitorTest::nothing));
    assertEquals(
        "The picture (H.264, PID 256) is announced by the source, and nothing of it arrives.",
        health.sentence());
    assertEquals(TrackState.PLAYING, pass(0.5, this::good));
    assertEquals("", health.sentence());
    assertEquals(
        List.of(
            "Stream 'live': The picture (H.264, PID 256) is announced by the source, and nothing of"
                + " it arrives."),
        lines.lines());
    pass(3, this::good);
    assertEquals("Stream 'live': The picture plays.", lines.lines().getLast());
    assertEquals(2, lines.lines().size());
  }

  @Test
  void patienceDoublesForATrackThatPausesByHabit() {
    pass(1, this::good);
    assertEquals(TrackState.NO_DATA, pass(4, TrackMonitorTest::nothing));
    pass(1, this::good);
    assertEquals(TrackState.PLAYING, pass(5, TrackMonitorTest::nothing));
    assertEquals(TrackState.NO_DATA, pass(2, TrackMonitorTest::nothing));
  }

  @Test
  void keyPictureIsAwaitedFourTimesAsLong() {
    Runnable withoutKey =
        () -> {
          packets++;
          monitor.dropped(PublishCounter.BEFORE_FIRST_KEY);
        };
    assertEquals(TrackState.STARTING, pass(11.5, withoutKey));
    assertEquals(TrackState.WAITING_FOR_KEY, pass(0.5, withoutKey));
    assertEquals(TrackState.PLAYING, pass(0.5, this::good));
  }

  @Test
  void mostIsDropped() {
    of(AUDIO);
    Runnable mostBad =
        () -> {
          good();
          bad += 3;
        };
    assertEquals(TrackState.NOT_DECODABLE, pass(4, mostBad));
    assertEquals(
        "The sound (Opus, PID 257) arrives and cannot be played: it is no Opus.",
        health.sentence());
    assertEquals(List.of(new DroppedUnits("bad_opus", bad, "it is no Opus")), health.dropped());
    Runnable fewBad =
        () -> {
          good();
          good();
          bad++;
        };
    assertEquals(TrackState.PLAYING, pass(1, fewBad));
  }

  @Test
  void dataWithoutAccessUnits() {
    assertEquals(TrackState.NOT_DECODABLE, pass(4, () -> packets++));
  }

  @Test
  void soundThatIsPlacedByItsArrival() {
    of(AUDIO);
    Runnable byArrival =
        () -> {
          good();
          unstamped++;
        };
    assertEquals(TrackState.NO_STAMPS, pass(4, byArrival));
    assertEquals(1, lines.lines().size());
    assertEquals(TrackState.PLAYING, pass(1, this::good));
  }

  @Test
  void pauseOfTheSourceCountsAsASecond() {
    pass(1, this::good);
    nowNanos += 60 * SECOND;
    assertEquals(TrackState.PLAYING, look().state());
  }

  @Test
  void anOriginalIsJudgedAsATrackThatIsSent() {
    of(new Track(Track.ORIGINAL_VIDEO, TrackFormat.of(Codec.H265).build()));
    assertEquals(TrackState.PLAYING, pass(1, this::good));
    assertEquals(TrackState.NO_DATA, pass(10, TrackMonitorTest::nothing));
  }

  @Test
  void codingsAndOtherTracks() {
    of(new Track(Track.FIRST_OTHER, TrackFormat.of(Codec.AAC).build()));
    assertEquals(TrackState.NOT_PLAYABLE, pass(1, this::good));
    of(new Track(Track.FIRST_OTHER, TrackFormat.of(Codec.KLV).build()));
    assertEquals(TrackState.NOT_SENT, pass(5, TrackMonitorTest::nothing));
    of(new Track(Track.FIRST_OTHER, TestStream.OPUS));
    assertEquals(TrackState.NOT_SENT, pass(1, this::good));
    of(new Track(Track.FIRST_OTHER, TestStream.OPUS.with().packetStreams(2).build()));
    assertEquals(TrackState.NOT_PLAYABLE, pass(1, this::good));
    assertEquals(
        "The sound is Opus with several streams in a packet, which WebRTC cannot play."
            + " Encode it as Opus (ffmpeg: -c:a libopus -ac 2).",
        health.sentence());
  }
}
