package dev.sluice.stream.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackInput;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.LogLimits;
import dev.sluice.stream.log.SlabPool;
import dev.sluice.stream.log.StreamLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Silence in place of sound that a stream does not have. */
class SilenceTest {
  private static final long MS = 90;
  private static final long STEP = 20 * MS;
  private static final byte[] SOUND = {(byte) 0xFC, 1, 2, 3};
  private static final TrackSet PICTURE = TestStream.tracks(TestStream.H264);
  private static final LogLimits ALL = new LogLimits(1 << 22, 1 << 16, 1 << 17, 90_000 * 10_000L);

  private final StreamLog logs = new StreamLog(ALL, ALL, new SlabPool(1 << 16, 1 << 24));
  private SourceView view = SourceView.NONE;
  private final Publisher publisher =
      new Publisher(
          "live",
          logs,
          new WallClock(0),
          false,
          3_000_000_000L,
          2_000_000_000L,
          new PublishListener() {
            @Override
            public void onSource(SourceView source) {
              view = source;
            }

            @Override
            public void onTakeover() {}
          });

  /** The present time in ticks, on the clock of arrivals. */
  private long now = 90_000_000;

  SilenceTest() {
    publisher.supplySilence();
  }

  private Publication open(TrackSet tracks) {
    Publication source = publisher.open(Takeover.REPLACE, 0, () -> {});
    TestStream.write(source, () -> source.setTracks(tracks));
    return source;
  }

  private void unit(Publication by, AccessUnit unit, long ticks) {
    TestStream.write(
        by,
        () -> {
          var clock = by.timeline().track(unit.trackId());
          long nanos = Ticks90k.toNanos(now);
          long stamp = ticks & ((1L << 33) - 1);
          if (unit.trackId() == Track.AUDIO) {
            clock.placeSound(stamp, false, nanos);
            clock.extend(clock.dtsTicks90k() + STEP);
          } else {
            clock.place(stamp, stamp, false, nanos);
          }
          by.append(unit.setArrival(nanos).setTimes(clock.ptsTicks90k(), clock.dtsTicks90k()));
        });
  }

  /** Pictures each {@code frameMillis}, and turns of the filler each 20 ms. */
  private void run(Publication source, int millis, int frameMillis) {
    for (int at = 0; at < millis; at++) {
      if (at % frameMillis == 0) {
        unit(source, TestStream.picture(0, at == 0, 5), now);
      }
      if (at % 20 == 7) {
        fill();
      }
      now += MS;
    }
  }

  private void fill() {
    publisher.fillSilence(Ticks90k.toNanos(now));
  }

  private List<LogEntry> log(int track) {
    return TestStream.entries(logs, track);
  }

  private long end(int track) {
    return log(track).getLast().dtsTicks90k();
  }

  private void assertContinuous(List<LogEntry> sound) {
    for (int i = 1; i < sound.size(); i++) {
      assertEquals(STEP, sound.get(i).dtsTicks90k() - sound.get(i - 1).dtsTicks90k());
    }
  }

  @Test
  void viewersOfAStreamWithoutSoundAreAnsweredWithIt() {
    Publication source = open(PICTURE);
    assertTrue(view.negotiable().hasAudio());
    assertFalse(view.tracks().hasAudio());
    assertEquals(SupplyKind.SILENCE, view.supplied(Track.AUDIO).get().kind());
    assertTrue(view.ready(), "nothing more is awaited");
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
    assertEquals(List.of(), view.supplied());
  }

  @Test
  void silenceRunsWithThePicturesInStepsOf20Ms() {
    for (int frameMillis : new int[] {16, 33, 40, 200, 1000}) {
      Publication source = open(PICTURE);
      int before = log(Track.AUDIO).size();
      run(source, 5000, frameMillis);
      List<LogEntry> sound = log(Track.AUDIO).subList(before, log(Track.AUDIO).size());
      assertContinuous(sound);
      assertEquals(250, sound.size(), 4, frameMillis + " ms");
      assertTrue(sound.getFirst().dtsTicks90k() <= log(Track.VIDEO).getFirst().dtsTicks90k() + now);
      assertEquals(1, sound.getLast().packetCount());
      source.close();
      now += 90_000;
    }
  }

  @Test
  void itEndsSoonAfterASourceHasFallenSilent() {
    Publication source = open(PICTURE);
    run(source, 1000, 33);
    long picture = end(Track.VIDEO);
    for (int i = 0; i < 500; i++) {
      now += 20 * MS;
      fill();
    }
    assertTrue(end(Track.AUDIO) - picture < 1500 * MS, "its clock may stand still meanwhile");
  }

  @Test
  void soundThatComesLaterIsPlayedAtItsTime() {
    Publication source = open(PICTURE);
    run(source, 1000, 33);
    long silent = end(Track.AUDIO) + STEP;
    long ahead = silent - end(Track.VIDEO);
    assertTrue(ahead < 240 * MS, "little of the sound is lost");
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
    long first = now + 3;
    for (int i = 0; i < 40; i++) {
      fill();
      unit(source, TestStream.sound(0, SOUND), first + i * STEP);
      now += STEP;
    }
    List<LogEntry> sound =
        log(Track.AUDIO).stream().filter(entry -> entry.dtsTicks90k() >= silent - 180).toList();
    assertTrue(sound.size() > 26, "left out: " + (40 - sound.size()));
    assertContinuous(sound);
    long offset = log(Track.VIDEO).getFirst().dtsTicks90k() - 90_000_000;
    assertEquals(0, (sound.getFirst().dtsTicks90k() - offset - first) % STEP, "exact");
  }

  @Test
  void itPausesForTranscodedSoundAndReturnsWhenThatStaysAway() {
    Publication source = open(PICTURE);
    run(source, 500, 33);
    Supply supply = publisher.supply(Track.AUDIO, SupplyKind.TRANSCODED, TestStream.OPUS);
    run(source, 200, 33);
    long silent = end(Track.AUDIO);
    assertTrue(silent >= end(Track.VIDEO), "it has delivered nothing yet");
    for (int i = 0; i < 50; i++) {
      // The transcoder is 150 ms behind the pictures.
      long late = end(Track.VIDEO) - 150 * MS;
      assertTrue(supply.append(TestStream.sound(late, SOUND)));
      run(source, 33, 33);
    }
    assertTrue(end(Track.AUDIO) > silent + 1000 * MS);
    assertTrue(end(Track.AUDIO) < end(Track.VIDEO) - 100 * MS, "only transcoded sound");
    run(source, 2000, 33);
    assertTrue(end(Track.AUDIO) >= end(Track.VIDEO));
  }

  @Test
  void theSlateHasSilenceAndTheSoundBehindItIsKept() {
    TrackFormat format = TestStream.h264(0x42C00D);
    Publication slate = publisher.openSlate();
    TestStream.write(slate, () -> slate.setTracks(TestStream.tracks(format)));
    for (int at = 0; at < 3000; at += 20) {
      if (at % 1000 == 0) {
        unit(slate, TestStream.picture(0, true, 5).setFormat(format), now);
      }
      fill();
      now += STEP;
    }
    assertContinuous(log(Track.AUDIO));
    assertEquals(150, log(Track.AUDIO).size(), 4);
    Publication source = open(TestStream.BOTH);
    unit(source, TestStream.picture(0, true, 5), 777);
    int silence = log(Track.AUDIO).size();
    for (int i = 0; i < 40; i++) {
      fill();
      unit(source, TestStream.sound(0, SOUND), 777 + i * STEP);
      now += STEP;
    }
    assertTrue(log(Track.AUDIO).size() - silence >= 27);
    long before = Long.MIN_VALUE;
    for (LogEntry entry : log(Track.AUDIO)) {
      assertTrue(entry.dtsTicks90k() > before);
      before = entry.dtsTicks90k();
    }
  }

  @Test
  void declaredSoundThatNeverComesIsReplacedUntilItComes() {
    Publication source = open(TestStream.BOTH);
    run(source, 1000, 33);
    assertEquals(0, log(Track.AUDIO).size(), "it may still come");
    TestStream.write(
        source,
        () -> {
          for (int i = 0; i < 20; i++) {
            source.look(
                List.of(new TrackInput(Track.AUDIO, 0, 0, List.of())),
                Ticks90k.toNanos(now += 500 * MS));
          }
        });
    assertTrue(view.health().absent(Track.AUDIO));
    run(source, 1000, 33);
    assertEquals(50, log(Track.AUDIO).size(), 5);
  }
}
