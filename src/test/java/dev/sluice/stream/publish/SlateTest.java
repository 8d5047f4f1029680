package dev.sluice.stream.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.LogLimits;
import dev.sluice.stream.log.SlabPool;
import dev.sluice.stream.log.StreamLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The slate is written while no source delivers, and gives way to the next key picture of any. */
class SlateTest {
  private static final long FRAME = 3000;
  private static final long SOUND = 1800;
  private static final long SECOND = 90_000;
  private static final long STALL_NANOS = 2_000_000_000L;
  private static final byte[] OPUS_20_MS = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};
  private static final TrackFormat SLATE = TestStream.h264(0x42C00D);
  private static final LogLimits ALL = new LogLimits(1 << 22, 1 << 16, 1 << 17, SECOND * 10_000);

  private final StreamLog logs = new StreamLog(ALL, ALL, new SlabPool(1 << 16, 1 << 24));
  private final List<Delivery> deliveries = new ArrayList<>();
  private int takeovers;
  private final Publisher publisher =
      new Publisher(
          "live",
          logs,
          new WallClock(0),
          false,
          3_000_000_000L,
          STALL_NANOS,
          new PublishListener() {
            @Override
            public void onSource(SourceView source) {
              deliveries.add(source.delivery());
            }

            @Override
            public void onTakeover() {
              takeovers++;
            }
          });

  private final Publication slate = publisher.openSlate();

  /** The present time in ticks, on the clock of arrivals. */
  private long now = 10 * SECOND;

  SlateTest() {
    TestStream.write(slate, () -> slate.setTracks(TestStream.tracks(SLATE)));
  }

  private Publication open() {
    Publication source = publisher.open(Takeover.REPLACE, 0, () -> {});
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
    return source;
  }

  /** A picture whose source's clock is behind ours by {@code lag}. */
  private void picture(Publication by, TrackFormat format, boolean key, long lag) {
    unit(by, Track.VIDEO, TestStream.picture(0, key, 5).setFormat(format), lag);
  }

  private void sound(Publication by, long lag) {
    unit(by, Track.AUDIO, TestStream.sound(0, OPUS_20_MS), lag);
  }

  private void unit(Publication by, int track, AccessUnit unit, long lag) {
    TestStream.write(
        by,
        () -> {
          var clock = by.timeline().track(track);
          long nanos = Ticks90k.toNanos(now);
          long stamp = (now - lag) & ((1L << 33) - 1);
          if (track == Track.AUDIO) {
            clock.placeSound(stamp, false, nanos);
            clock.extend(clock.dtsTicks90k() + SOUND);
          } else {
            clock.place(stamp, stamp, false, nanos);
          }
          by.append(
              unit.setArrival(nanos)
                  .setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
                  .setDiscontinuity(clock.jumped()));
        });
  }

  private void look() {
    publisher.look(Ticks90k.toNanos(now));
  }

  private List<LogEntry> log(int track) {
    return TestStream.entries(logs, track);
  }

  private TrackFormat newestFormat() {
    return logs.formats().byId(log(Track.VIDEO).getLast().formatId());
  }

  @Test
  void beforeTheFirstSourceItIsWrittenAndIsNoSource() {
    picture(slate, SLATE, true, 0);
    assertTrue(publisher.slated());
    assertEquals(SLATE, newestFormat());
    assertEquals(List.of(), deliveries);

    now += SECOND / 2;
    Publication source = open();
    picture(source, TestStream.H264, false, 7);
    assertTrue(publisher.slated(), "no key picture has come");
    assertFalse(deliveries.contains(Delivery.FLOWING));
    assertEquals(1, log(Track.VIDEO).size());
    picture(source, TestStream.H264, true, 7);
    assertFalse(publisher.slated());
    assertEquals(Delivery.FLOWING, deliveries.getLast());
    assertEquals(2, log(Track.VIDEO).size());
    picture(slate, SLATE, true, 0);
    assertEquals(2, log(Track.VIDEO).size(), "the source delivers");
    assertEquals(0, takeovers);
  }

  @Test
  void aSilentSourceStaysTheLiveOneAndComesBackWithItsNextKeyPicture() {
    Publication source = open();
    picture(source, TestStream.H264, true, 0);
    look();
    now += 3 * SECOND;
    look();
    picture(slate, SLATE, false, 0);
    assertFalse(publisher.slated(), "it begins with a key picture, too");
    picture(slate, SLATE, true, 0);
    assertTrue(publisher.slated());
    assertEquals(Publication.State.LIVE, source.state());
    assertEquals(Delivery.SILENT, deliveries.getLast());
    assertEquals(0, publisher.standbyCount());

    now += SECOND;
    picture(source, TestStream.H264, false, 0);
    assertEquals(SLATE, newestFormat());
    picture(source, TestStream.H264, true, 0);
    assertEquals(TestStream.H264, newestFormat());
    now += FRAME;
    picture(source, TestStream.H264, false, 0);
    List<LogEntry> all = log(Track.VIDEO);
    long step = all.getLast().dtsTicks90k() - all.get(all.size() - 2).dtsTicks90k();
    assertEquals(FRAME, step, 1, "times of arrival are rounded");
    assertEquals(0, takeovers);
  }

  @Test
  void anotherSourceTakesOverFromTheSilentOneBehindTheSlate() {
    Publication first = open();
    picture(first, TestStream.H264, true, 0);
    look();
    now += 3 * SECOND;
    look();
    picture(slate, SLATE, true, 0);
    Publication second = open();
    picture(second, TestStream.H264, true, 0);
    assertEquals(Publication.State.ENDED, first.state());
    assertEquals(Publication.State.LIVE, second.state());
    assertFalse(publisher.slated());
    assertEquals(1, takeovers);
  }

  @Test
  void aSlateThatEndsLeavesTheSourceToItsNextKeyPicture() {
    Publication source = open();
    picture(source, TestStream.H264, true, 0);
    look();
    now += 3 * SECOND;
    look();
    picture(slate, SLATE, true, 0);
    slate.close();
    assertFalse(publisher.slated());
    assertFalse(slate.enter());
    picture(source, TestStream.H264, false, 0);
    assertEquals(2, log(Track.VIDEO).size());
    picture(source, TestStream.H264, true, 0);
    assertEquals(3, log(Track.VIDEO).size());
  }

  /** Slate, live, stall, slate and so on, with all kinds of ends of a source. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void timeIsMonotonicAndEachRunBeginsWithAKeyPicture(long seed) {
    Random random = new Random(seed);
    long lag = random.nextLong(1L << 33);
    Publication source = null;
    for (int round = 0; round < 8; round++) {
      slateFor(random.nextInt(40, 6000));
      if (source == null) {
        source = open();
        lag = random.nextLong(1L << 33);
      }
      liveFor(source, lag, random.nextInt(200, 6000), random);
      if (random.nextBoolean()) {
        source.close();
        source = null;
      } else {
        long before = now;
        now += 3 * SECOND;
        look();
        boolean paused = random.nextBoolean();
        lag += paused ? now - before : 0;
      }
    }
    check(seed);
  }

  /** Pictures at once and then each second. */
  private void slateFor(int millis) {
    // Closer behind the last picture, it would be placed later.
    now += 4000;
    for (long end = now + millis * 90L; now < end; now += SECOND) {
      picture(slate, SLATE, true, 0);
    }
    now -= new Random(millis).nextLong(SECOND - 10);
    now = Math.max(now, Ticks90k.ofNanos(log(Track.VIDEO).getLast().arrivalNanos()) + 9);
  }

  private void liveFor(Publication source, long lag, int millis, Random random) {
    long stamp = now - lag;
    long end = now + millis * 90L;
    long nextPicture = now;
    long nextSound = now;
    int pictures = 0;
    look();
    while (now < end) {
      now = Math.min(nextPicture, nextSound);
      long jitter = random.nextInt(270);
      now += jitter;
      if (now - jitter == nextPicture) {
        picture(source, TestStream.H264, pictures++ % 30 == 0, lag + jitter);
        nextPicture += FRAME;
      } else {
        sound(source, lag + jitter);
        nextSound += SOUND;
      }
      now -= jitter;
      look();
    }
    assertTrue(stamp <= now - lag);
  }

  private void check(long seed) {
    String name = "seed " + seed;
    assertTrue(log(Track.AUDIO).size() > 50, name);
    for (int track : new int[] {Track.VIDEO, Track.AUDIO}) {
      LogEntry before = null;
      for (LogEntry entry : log(track)) {
        long lead = entry.dtsTicks90k() - Ticks90k.ofNanos(entry.arrivalNanos());
        assertTrue(Math.abs(lead) < 120 * 90, name + ": lead " + lead / 90 + " ms");
        if (before != null) {
          assertTrue(entry.dtsTicks90k() > before.dtsTicks90k(), name);
          assertEquals(entry.epoch() != before.epoch(), entry.discontinuity(), name);
        }
        if (track == Track.VIDEO && (before == null || entry.epoch() != before.epoch())) {
          assertTrue(entry.key(), name);
        }
        before = entry;
      }
    }
    checkThatSoundIsInStep(name);
  }

  /** Sound keeps its distance from the picture of the same arrival, within the jitter. */
  private void checkThatSoundIsInStep(String name) {
    List<LogEntry> pictures = log(Track.VIDEO);
    for (LogEntry sound : log(Track.AUDIO)) {
      for (LogEntry picture : pictures) {
        if (picture.epoch() == sound.epoch()
            && Math.abs(picture.arrivalNanos() - sound.arrivalNanos()) < 30_000_000) {
          long apart = picture.dtsTicks90k() - Ticks90k.ofNanos(picture.arrivalNanos());
          apart -= sound.dtsTicks90k() - Ticks90k.ofNanos(sound.arrivalNanos());
          assertTrue(Math.abs(apart) < 5 * 90, name + ": apart by " + apart / 90 + " ms");
        }
      }
    }
  }
}
