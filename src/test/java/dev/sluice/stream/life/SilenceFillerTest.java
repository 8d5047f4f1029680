package dev.sluice.stream.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.LogReader;
import dev.sluice.stream.log.LogStart;
import dev.sluice.stream.log.LoggedUnit;
import dev.sluice.stream.publish.Publication;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SilenceFillerTest {
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);
  private final Streams streams = streams(true);
  private final SilenceFiller filler = new SilenceFiller(streams, tasks);

  private static Streams streams(boolean silence) {
    return new Streams(
        GivenSettings.of(StreamSettings::new, Map.of("audio.silence", silence)), new WallClock(0));
  }

  @AfterEach
  void close() {
    filler.close();
    tasks.close();
  }

  private Stream live() {
    return streams.find("live").orElseThrow();
  }

  @Test
  void itFillsStreamsWithoutSoundWhoseViewersWantSome() throws Exception {
    Publication source = TestStream.play(streams, "live", TestStream.tracks(TestStream.H264));
    assertEquals(0, filler.count(), "nobody listens");
    live().demandBegins(Track.AUDIO);
    assertEquals(1, filler.count());
    LogReader reader = live().logs().read(Track.AUDIO, LogStart.LIVE_EDGE);
    assertEquals(LogReader.Result.NONE, reader.next(new LoggedUnit()));
    TestStream.write(
        source,
        () -> {
          var clock = source.timeline().track(Track.VIDEO);
          long nanos = System.nanoTime();
          clock.place(0, 0, false, nanos);
          AccessUnit picture = TestStream.picture(clock.dtsTicks90k(), true, 5);
          source.append(picture.setArrival(nanos));
        });
    while (reader.next(new LoggedUnit()) == LogReader.Result.NONE) {
      reader.await(TimeUnit.SECONDS.toNanos(1));
    }
    live().demandEnds(Track.AUDIO);
    assertEquals(0, filler.count());
    live().demandBegins(Track.AUDIO);
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
    assertEquals(0, filler.count(), "the source has sound");
    TestStream.write(source, () -> source.setTracks(TestStream.tracks(TestStream.H264)));
    assertEquals(1, filler.count());
    streams.endAll();
    assertEquals(0, filler.count());
  }

  @Test
  void withoutTheSettingViewersAreAnsweredWithoutSound() {
    Streams silent = streams(false);
    Publication unused = TestStream.play(silent, "live", TestStream.tracks(TestStream.H264));
    assertEquals(1, silent.find("live").orElseThrow().negotiableTracks().tracks().size());
    Publication other = TestStream.play(streams, "live", TestStream.tracks(TestStream.H264));
    assertEquals(2, live().negotiableTracks().tracks().size());
    streams.closeSource(other, 0);
  }
}
