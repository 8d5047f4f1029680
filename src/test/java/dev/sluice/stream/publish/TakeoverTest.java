package dev.sluice.stream.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.LogReader;
import dev.sluice.stream.log.LogStart;
import dev.sluice.stream.log.LoggedUnit;
import dev.sluice.stream.log.SlabPool;
import dev.sluice.stream.log.StreamLog;
import dev.sluice.stream.log.TrackLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source that prepares beside another one and takes over in one step. */
class TakeoverTest {
  private static final long FRAME = 3000;
  private static final TrackFormat OTHER = TestStream.h264(0x64001F);

  private final StreamLog logs =
      new StreamLog(TestStream.SMALL, TestStream.SMALL, new SlabPool(1024, 1 << 20));
  private final List<SourceView> views = new ArrayList<>();
  private final Publisher publisher =
      new Publisher(
          "live", logs, new WallClock(0), false, 3_000_000_000L, 2_000_000_000L, new Views());
  private final List<String> replaced = new ArrayList<>();
  private int takeovers;

  private Publication open(String name) {
    return publisher.open(Takeover.REPLACE, 0, () -> replaced.add(name));
  }

  /** Keeps what readers are shown. */
  private final class Views implements PublishListener {
    @Override
    public void onSource(SourceView source) {
      views.add(source);
    }

    @Override
    public void onTakeover() {
      takeovers++;
    }
  }

  /** Places a picture as an ingest does, by a stamp of the source's own clock. */
  private static void picture(
      Publication source, TrackFormat format, long stamp, boolean key, long nowTicks) {
    TestStream.write(
        source,
        () -> {
          var clock = source.timeline().track(Track.VIDEO);
          clock.place(stamp, stamp, false, nowTicks * 100_000 / 9);
          AccessUnit unit = TestStream.picture(0, key, 5).setFormat(format);
          source.append(
              unit.setArrival(nowTicks * 100_000 / 9)
                  .setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
                  .setDiscontinuity(clock.jumped()));
        });
  }

  private List<LogEntry> video() {
    TrackLog log = logs.log(Track.VIDEO);
    List<LogEntry> entries = new ArrayList<>();
    for (long i = log.tail(); i < log.head(); i++) {
      LogEntry entry = new LogEntry();
      assertTrue(log.read(i, entry));
      entries.add(entry);
    }
    return entries;
  }

  private Publication running(int pictures) {
    Publication first = open("first");
    TestStream.write(first, () -> first.setTracks(TestStream.BOTH));
    for (int i = 0; i < pictures; i++) {
      picture(first, TestStream.H264, i * FRAME, i == 0, i * FRAME);
    }
    return first;
  }

  @Test
  void nothingOfASuccessorShowsBeforeItsFirstKeyPicture() {
    Publication first = running(3);
    Publication second = open("second");
    views.clear();
    TestStream.write(second, () -> second.setTracks(TestStream.tracks(OTHER)));
    picture(second, OTHER, 77 * FRAME, false, 3 * FRAME);
    TestStream.write(second, () -> second.warn("odd"));
    assertEquals(Publication.State.STANDBY, second.state());
    assertEquals(List.of(), views);
    assertEquals(3, video().size());
    picture(first, TestStream.H264, 3 * FRAME, false, 3 * FRAME);
    assertEquals(4, video().size());
    assertEquals(1, second.counters().get(PublishCounter.BEFORE_TAKEOVER));
    assertEquals(List.of(), replaced);
  }

  @Test
  void tracksFormatAndTimeChangeInOneStepWithTheKeyPicture() {
    Publication first = running(3);
    Publication second = open("second");
    TestStream.write(second, () -> second.setTracks(TestStream.tracks(OTHER)));
    views.clear();
    picture(second, OTHER, 77 * FRAME, true, 3 * FRAME);
    assertEquals(1, views.size(), "one step");
    SourceView view = views.getFirst();
    assertTrue(view.ready());
    assertEquals(TestStream.tracks(OTHER), view.tracks());
    assertEquals(List.of("first"), replaced);
    assertFalse(first.enter());

    List<LogEntry> log = video();
    LogEntry last = log.get(2);
    LogEntry next = log.get(3);
    assertEquals(last.dtsTicks90k() + FRAME, next.dtsTicks90k());
    assertTrue(next.key());
    assertEquals(last.epoch() + 1, next.epoch());
    assertEquals(OTHER, logs.formats().byId(next.formatId()));
    assertEquals(TestStream.H264, logs.formats().byId(last.formatId()));
    picture(second, OTHER, 78 * FRAME, false, 4 * FRAME);
    assertEquals(next.dtsTicks90k() + FRAME, video().getLast().dtsTicks90k());
  }

  @Test
  void aChangeOfOtherTracksKeepsTheVerdictOnTheOrderOfPictures() {
    Publication first = running(3);
    TestStream.write(first, () -> first.append(TestStream.picture(9 * FRAME, false, 5)));
    TestStream.write(first, () -> first.append(TestStream.picture(8 * FRAME, false, 5)));
    assertTrue(first.view().health().unplayable().isPresent());
    views.clear();
    TestStream.write(first, () -> first.setTracks(TestStream.tracks(TestStream.H264)));
    assertTrue(first.view().health().unplayable().isPresent(), "its B-frames are as they were");
    assertEquals(1, views.size(), "one step");
  }

  @Test
  void theFormatOfTheSoundIsKeptWhileThatOfThePictureChangesForEver() {
    Publication source = running(1);
    LogReader sound = logs.read(Track.AUDIO, LogStart.LIVE_EDGE);
    LoggedUnit read = new LoggedUnit();
    for (int i = 1; i <= 600; i++) {
      picture(source, TestStream.H264.with().sizePixels(i, i).build(), i * FRAME, true, i * FRAME);
      long ticks = i * FRAME;
      TestStream.write(source, () -> source.append(TestStream.sound(ticks, (byte) 0xFC)));
      assertEquals(LogReader.Result.UNIT, sound.next(read), "after " + i + " formats");
      assertEquals(TestStream.OPUS, read.format());
    }
  }

  @Test
  void theFirstPictureOfASuccessorIsMarkedAsADiscontinuity() {
    running(3);
    Publication second = open("second");
    TestStream.write(second, () -> second.setTracks(TestStream.tracks(OTHER)));
    picture(second, OTHER, 77 * FRAME, false, FRAME);
    picture(second, OTHER, 78 * FRAME, true, 2 * FRAME);
    picture(second, OTHER, 79 * FRAME, false, 3 * FRAME);
    List<LogEntry> log = video();
    assertTrue(
        log.get(3).discontinuity(), "although its clock jumped at a picture that was dropped");
    assertFalse(log.get(4).discontinuity());
  }

  @Test
  void parameterSetsThatGoMissingStopThePictureUntilTheNextKeyPicture() {
    Publication first = running(2);
    TrackFormat announced = TrackFormat.of(Codec.H264).build();
    picture(first, announced, 2 * FRAME, false, 2 * FRAME);
    picture(first, TestStream.H264, 3 * FRAME, false, 3 * FRAME);
    assertEquals(2, video().size());
    picture(first, TestStream.H264, 4 * FRAME, true, 4 * FRAME);
    assertEquals(3, video().size());
  }

  @Test
  void aSourceWithoutVideoTakesOverWithItsSound() {
    running(2);
    Publication second = open("second");
    TestStream.write(second, () -> second.setTracks(TestStream.tracks(TestStream.OPUS)));
    TestStream.write(second, () -> second.append(TestStream.sound(9 * FRAME, (byte) 0xFC)));
    assertEquals(Publication.State.LIVE, second.state());
    assertEquals(1, second.counters().get(PublishCounter.AUDIO_UNITS));
  }

  @Test
  void parameterSetsThatAreMissingDelayTheTakeover() {
    running(2);
    Publication second = open("second");
    TrackFormat announced = TrackFormat.of(Codec.H264).build();
    TestStream.write(second, () -> second.setTracks(TestStream.tracks(announced)));
    picture(second, announced, 0, true, 2 * FRAME);
    assertEquals(Publication.State.STANDBY, second.state());
    picture(second, OTHER, FRAME, true, 3 * FRAME);
    assertEquals(Publication.State.LIVE, second.state());
  }

  @Test
  void theEndOfTheSourceMakesTheSuccessorLiveAtOnce() {
    Publication first = running(2);
    Publication second = open("second");
    TestStream.write(second, () -> second.setTracks(TestStream.tracks(OTHER)));
    views.clear();
    first.close();
    assertEquals(Publication.State.LIVE, second.state());
    assertTrue(views.stream().allMatch(SourceView::connected), "never without a source");
    picture(second, OTHER, 0, false, 3 * FRAME);
    assertEquals(1, second.counters().get(PublishCounter.BEFORE_FIRST_KEY));
    picture(second, OTHER, FRAME, true, 4 * FRAME);
    assertEquals(3, video().size());
    assertEquals(List.of(), replaced, "the first one ended by itself");
  }

  @Test
  void aThirdSourceReplacesTheOneThatPrepares() {
    Publication first = running(1);
    Publication second = open("second");
    Publication third = open("third");
    assertEquals(List.of("second"), replaced);
    assertEquals(Publication.State.ENDED, second.state());
    assertEquals(Publication.State.LIVE, first.state());
    TestStream.write(third, () -> third.setTracks(TestStream.tracks(OTHER)));
    picture(third, OTHER, 0, true, FRAME);
    assertEquals(List.of("second", "first"), replaced);
  }

  @Test
  void aSuccessorThatLeavesBeforeItShowsAnythingChangesNothing() {
    Publication first = running(2);
    views.clear();
    open("second").close();
    assertEquals(List.of(), views);
    assertEquals(Publication.State.LIVE, first.state());
    Publication third = open("third");
    assertSame(Publication.State.STANDBY, third.state());
  }
}
