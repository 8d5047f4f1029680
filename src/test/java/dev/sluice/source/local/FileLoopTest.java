package dev.sluice.source.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.media.Track;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.supervisor.SupervisedInlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRun;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.LogReader;
import dev.sluice.stream.log.LogStart;
import dev.sluice.stream.log.LoggedUnit;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A file with 30 pictures of 6000 ticks and 101 packets of sound of 1800 ticks, played three times
 * through all of ingest.
 */
class FileLoopTest {
  private static final int PASSES = 3;
  private static final int PICTURES = 30;
  private static final int PICTURE_TICKS = 6000;
  private static final int SOUNDS = 101;
  private static final int SOUND_TICKS = 1800;
  private static final long TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final Streams streams =
      new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
  private final Sources sources =
      new Sources(
          streams,
          TsIngest::new,
          GivenSettings.defaults(SourceSettings::new),
          new Faults(System::nanoTime).guard("source_timer"));

  /** An access unit in the log. */
  private record Unit(long dtsTicks90k, long arrivalNanos) {
    /** How much later it arrived than the clock of the stream says. */
    long lagNanos() {
      return arrivalNanos - Ticks90k.toNanos(dtsTicks90k);
    }
  }

  private List<Unit> read(int track, int count) throws InterruptedException {
    while (streams.find("live").isEmpty()) {
      Thread.onSpinWait();
    }
    List<Unit> units = new ArrayList<>();
    try (LogReader reader =
        streams.find("live").orElseThrow().logs().read(track, new LogStart.At(0))) {
      LoggedUnit unit = new LoggedUnit();
      while (units.size() < count) {
        switch (reader.next(unit)) {
          case UNIT -> units.add(new Unit(unit.dtsTicks90k(), unit.arrivalNanos()));
          case NONE -> reader.await(TimeUnit.SECONDS.toNanos(1));
          default -> throw new AssertionError("the stream ended");
        }
      }
    }
    return units;
  }

  private static void assertSteps(List<Unit> units, int ticks) {
    for (int i = 1; i < units.size(); i++) {
      long step = units.get(i).dtsTicks90k() - units.get(i - 1).dtsTicks90k();
      assertTrue(step > 0 && step <= 3 * ticks, "step %d of %d ticks".formatted(i, step));
    }
  }

  /** The least lag of the pictures of a pass: a busy machine delays single ones. */
  private static long lagNanos(List<Unit> pictures, int pass) {
    return pictures.subList(pass * PICTURES, (pass + 1) * PICTURES).stream()
        .mapToLong(Unit::lagNanos)
        .min()
        .orElseThrow();
  }

  @Test
  void aLoopGoesOnInRealTimeWithPictureAndSoundTogether() throws Exception {
    SupervisedInlet inlet =
        new SupervisedInlet(
            sources,
            new SourceRequest("live", new SourceClient("", "")).withUnpaced(true),
            SupervisedInlet.Listener.NONE);
    List<Unit> pictures;
    List<Unit> sounds;
    try (Transport transport =
        TransportRun.open(
            new LocalSources(InputStream.nullInputStream()),
            "file:src/test/resources/ts/h264-opus.ts?loop=true")) {
      FutureTask<Transport.Ended> run = new FutureTask<>(() -> transport.run(inlet));
      Thread player = Thread.ofPlatform().daemon().start(run);
      pictures = read(Track.VIDEO, PASSES * PICTURES);
      sounds = read(Track.AUDIO, (PASSES - 1) * SOUNDS + 1);
      inlet.stop();
      player.join();
      SourceEnd unused = inlet.close(SourceEnd.COMPLETE);
    }
    assertSteps(pictures, PICTURE_TICKS);
    assertSteps(sounds, SOUND_TICKS);
    long offset = pictures.getFirst().dtsTicks90k() - sounds.getFirst().dtsTicks90k();
    for (int pass = 1; pass < PASSES; pass++) {
      assertEquals(
          offset,
          pictures.get(pass * PICTURES).dtsTicks90k() - sounds.get(pass * SOUNDS).dtsTicks90k(),
          "picture against sound, pass " + pass);
    }
    assertTrue(
        Math.abs(lagNanos(pictures, 2) - lagNanos(pictures, 1)) < TOLERANCE_NANOS,
        () -> "lag %d, then %d".formatted(lagNanos(pictures, 1), lagNanos(pictures, 2)));
  }
}
