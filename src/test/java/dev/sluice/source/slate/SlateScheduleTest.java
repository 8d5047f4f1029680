package dev.sluice.source.slate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.Publication;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** A stream has a slate while it has viewers and no source delivers. */
class SlateScheduleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 100 * SECOND;
  private static final TrackFormat SOURCE =
      TestStream.H264.with().sizePixels(1280, 720).label("source").build();

  private final Streams streams =
      new Streams(
          GivenSettings.of(
              StreamSettings::new, Map.of("stream.log.seconds", Duration.ofSeconds(30))),
          new WallClock(0));
  private final Publication connected = TestStream.open(streams, "camera");
  private final Stream stream = streams.find("camera").orElseThrow();
  private final Queue<Runnable> encodings = new ArrayDeque<>();
  private final Queue<LongConsumer> steps = new ArrayDeque<>();
  private final List<String> drawn = new ArrayList<>();
  private final SlateArt builtin = new BuiltinSlate(new BandCache(1 << 20));
  private final SlateSchedule schedule =
      new SlateSchedule(
          (name, message, size) -> {
            drawn.add("%s %s %d".formatted(name, message, size.heightPixels()));
            return builtin.pictures(name, message, size);
          },
          encodings::add,
          steps::add);

  private long now = START;

  /** Takes all changes into account. */
  private void settle() {
    schedule.look(stream);
    while (!encodings.isEmpty()) {
      encodings.remove().run();
    }
    while (!steps.isEmpty()) {
      steps.remove().accept(now);
    }
  }

  private void pass(long nanos) {
    for (long end = now + nanos; now < end; now += SECOND / 20) {
      schedule.write(now);
    }
  }

  private List<LogEntry> pictures() {
    TrackLog log = stream.log(Track.VIDEO);
    List<LogEntry> entries = new ArrayList<>();
    for (long i = log == null ? 0 : log.tail(); log != null && i < log.head(); i++) {
      LogEntry entry = new LogEntry();
      assertTrue(log.read(i, entry));
      entries.add(entry);
    }
    return entries;
  }

  private TrackFormat newestFormat() {
    return stream.logs().formats().byId(pictures().getLast().formatId());
  }

  private Publication play() {
    Publication source = TestStream.play(streams, "camera", TestStream.tracks(SOURCE));
    TestStream.write(source, () -> picture(source));
    return source;
  }

  private void picture(Publication source) {
    var clock = source.timeline().track(Track.VIDEO);
    long stamp = Ticks90k.ofNanos(now);
    clock.place(stamp, stamp, false, now);
    AccessUnit unit = TestStream.picture(0, true, 50).setFormat(SOURCE);
    source.append(unit.setArrival(now).setTimes(clock.ptsTicks90k(), clock.dtsTicks90k()));
  }

  /** The source stalls. */
  private void stall() {
    streams.look(now);
    now += 3 * SECOND;
    streams.look(now);
    assertEquals(StreamState.STALLED, stream.state());
  }

  @Test
  void aStreamWithoutViewersHasNone() {
    settle();
    assertEquals(0, schedule.count());
    assertEquals(Long.MAX_VALUE, schedule.nanosToNext(now));
    assertEquals(List.of(), drawn);
  }

  @Test
  void aViewerSeesItAtOnceAndAnotherPictureEachSecond() {
    stream.demandBegins(Track.VIDEO);
    settle();
    assertEquals(List.of("camera WAITING 360"), drawn);
    assertEquals(1, pictures().size());
    assertTrue(stream.slated());
    assertTrue(schedule.nanosToNext(now) <= SECOND);

    pass(10 * SECOND);
    List<LogEntry> written = pictures();
    assertTrue(written.size() >= 10 && written.size() <= 12, written.size() + " pictures");
    for (int i = 1; i < written.size(); i++) {
      long step = written.get(i).dtsTicks90k() - written.get(i - 1).dtsTicks90k();
      assertEquals(90_000, step, 9_000);
      assertTrue(written.get(i).key());
    }
    assertEquals(StreamState.WAITING, stream.state());
    assertEquals(Publication.State.LIVE, connected.state(), "the source may still begin");
    assertEquals(1, drawn.size(), "encoded once");
  }

  @Test
  void theSourceEndsItAndAStallBringsItBackInTheSizeOfTheSource() {
    stream.demandBegins(Track.VIDEO);
    settle();
    Publication source = play();
    assertFalse(stream.slated());
    settle();
    assertEquals(0, schedule.count());
    assertEquals("source", newestFormat().label());

    stall();
    settle();
    assertTrue(stream.slated());
    assertEquals("camera PAUSED 720", drawn.getLast());
    assertEquals(1280, newestFormat().widthPixels());

    streams.closeSource(source, now);
    settle();
    assertEquals("camera GONE 720", drawn.getLast());

    Publication next = play();
    settle();
    assertFalse(stream.slated());
    assertEquals(0, schedule.count());
    List<LogEntry> all = pictures();
    for (int i = 1; i < all.size(); i++) {
      assertTrue(all.get(i).dtsTicks90k() > all.get(i - 1).dtsTicks90k(), "time goes on");
    }
    streams.closeSource(next, now);
  }

  @Test
  void picturesThatAreEncodedTooLateAreNotShown() {
    stream.demandBegins(Track.VIDEO);
    schedule.look(stream);
    Publication source = play();
    settle();
    assertEquals(1, pictures().size());
    assertEquals(0, schedule.count());
    streams.closeSource(source, now);
  }

  @Test
  void theLastViewerEndsIt() {
    stream.demandBegins(Track.VIDEO);
    settle();
    stream.demandEnds(Track.VIDEO);
    settle();
    assertEquals(0, schedule.count());
    assertFalse(stream.slated());
    int before = pictures().size();
    pass(3 * SECOND);
    assertEquals(before, pictures().size());
  }

  @Test
  void theEndOfTheStreamEndsIt() {
    stream.demandBegins(Track.VIDEO);
    settle();
    streams.endAll();
    pass(2 * SECOND);
    settle();
    assertEquals(0, schedule.count());
  }

  @Test
  void manySlatesAreWrittenTogether() {
    stream.demandBegins(Track.VIDEO);
    settle();
    long first = schedule.nanosToNext(now) + now;
    assertEquals(0, first % (SECOND / 20), "on a grid of 50 ms");
    schedule.endAll();
    assertEquals(0, schedule.count());
  }
}
