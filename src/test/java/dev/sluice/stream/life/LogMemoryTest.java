package dev.sluice.stream.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.Track;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.Takeover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The memory of all logs together is limited. */
class LogMemoryTest {
  private static final long FRAME_TICKS = 3_000;
  private static final int PICTURE_BYTES = 20_000;
  private static final int GOP = 30;

  private final Streams streams =
      new Streams(
          GivenSettings.of(StreamSettings::new, Map.of("stream.log.totalMegabytes", 16)),
          new WallClock(0));
  private final List<Publication> sources = new ArrayList<>();
  private int frames;

  private void open(String name) throws SourceRefusedException {
    Publication source = streams.openSource(name, Takeover.REPLACE, 0, () -> {});
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
    sources.add(source);
  }

  /** Two seconds of all sources; a key picture comes each second, at other times in each. */
  private void play() {
    for (int i = 0; i < 2 * GOP; i++) {
      frames++;
      for (int s = 0; s < sources.size(); s++) {
        Publication source = sources.get(s);
        boolean key = (frames + 7 * s) % GOP == 0;
        TestStream.write(
            source,
            () -> source.append(TestStream.picture(frames * FRAME_TICKS, key, PICTURE_BYTES)));
      }
    }
  }

  /** Opens streams until one is refused. */
  private SourceRefusedException fill() throws SourceRefusedException {
    while (sources.size() < 200) {
      try {
        open("s" + sources.size());
      } catch (SourceRefusedException e) {
        return e;
      }
      play();
    }
    throw new AssertionError("200 streams were taken");
  }

  @Test
  void newStreamsAreRefusedBeforeTheLimitAndOthersPlayOn() throws SourceRefusedException {
    SourceRefusedException refused = fill();
    assertEquals(SourceRefusedException.Cause.NO_MEMORY, refused.refusal());
    assertEquals(
        "The streams take nearly all of the 16 MB that their logs may take together"
            + " (stream.log.totalMegabytes).",
        refused.getMessage());
    assertEquals(1, streams.refusedWithoutMemory());
    assertTrue(sources.size() > 8, sources.size() + " streams");
    for (int i = 0; i < 5; i++) {
      play();
      assertTrue(streams.memory().usedBytes() <= streams.memory().mostBytes());
    }
    for (int s = 0; s < sources.size(); s++) {
      assertPlayable("s" + s);
    }
  }

  /** A new viewer gets a key picture and all that follow. */
  private void assertPlayable(String name) {
    TrackLog log = Objects.requireNonNull(streams.find(name).orElseThrow().log(Track.VIDEO));
    LogEntry entry = new LogEntry();
    assertTrue(log.newestKey() != TrackLog.NONE, name);
    for (long index = log.newestKey(); index < log.head(); index++) {
      assertTrue(log.read(index, entry));
      byte[] bytes = new byte[entry.length()];
      assertTrue(log.copy(entry, 0, bytes.length, bytes, 0));
    }
  }

  @Test
  void aStreamThatHasBegunGetsItsNextSource() throws SourceRefusedException {
    fill();
    streams.closeSource(sources.removeFirst(), 1);
    open("s0");
    assertThrows(SourceRefusedException.class, () -> open("new"));
  }

  @Test
  void streamsThatEndGiveTheirMemoryToOthers() throws SourceRefusedException {
    fill();
    assertTrue(streams.memory().usedBytes() > 5 << 20);
    sources.forEach(source -> streams.closeSource(source, 0));
    sources.clear();
    streams.look(1);
    streams.look(Long.MAX_VALUE / 2);
    assertEquals(0, streams.memory().usedBytes());
    assertTrue(streams.memory().freeBytes() <= 64 * 32 * 1024);
    open("new");
  }
}
