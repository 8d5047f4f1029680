package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.time.WallClock;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Takeover;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The life of sources, also of one whose parser has a defect. */
class SourcesTest {
  private final StreamSettings settings =
      GivenSettings.of(
          StreamSettings::new, Map.of("stream.maxStallSeconds", Duration.ofSeconds(60)));
  private final Streams streams = new Streams(settings, new WallClock(0));
  private final Sources sources =
      new Sources(
          streams,
          publication -> {
            TestStream.write(publication, () -> publication.setTracks(TestStream.BOTH));
            return new Defective();
          },
          GivenSettings.of(
              SourceSettings::new,
              Map.of(
                  "ingest.stallSeconds",
                  Duration.ofSeconds(60),
                  "ingest.takeover",
                  Takeover.REJECT)),
          new Faults(System::nanoTime).guard("source_timer"));

  /** A parser that fails at the end of its source. */
  private static final class Defective extends IdleIngest {
    @Override
    public boolean tracksKnown() {
      return true;
    }

    @Override
    public Map<String, Long> counts() {
      return Map.of("packets", 1L);
    }

    @Override
    public void end(long nowNanos) {
      throw new IllegalStateException("a defect");
    }
  }

  @Test
  void theStreamIsFreeForAnotherSourceWhenTheParserFailsAtTheEnd() throws Exception {
    Source source = sources.open(new SourceRequest("live", new SourceClient("", "")), () -> {});
    assertEquals(SourceEnd.COMPLETE, sources.close(source, SourceEnd.COMPLETE));
    assertEquals(StreamState.STALLED, streams.find("live").orElseThrow().state());
    assertEquals(0, sources.count());
    assertEquals(1, sources.counters().of(SourceEnd.COMPLETE));
    assertEquals(Map.of("packets", 1L), sources.counts());
    sources.requireRoom("live", 0);
  }

  @Test
  void aSourceIsClosedWhenItsStreamWasStalledForTooLong() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Source source = sources.open(sound("live"), closed::incrementAndGet);
    Source other = sources.open(sound("other"), closed::incrementAndGet);
    streams.look(0);
    streams.look(settings.stall.toNanos());
    TestStream.write(other.publication(), () -> other.publication().setTracks(TestStream.BOTH));
    long end = settings.stall.plus(settings.maxStall).toNanos();
    streams.look(end - 1);
    assertEquals(0, closed.get());
    streams.look(end);
    assertEquals(1, closed.get());
    assertEquals(SourceEnd.SILENT, sources.close(source, SourceEnd.VANISHED));
    assertEquals(1, sources.counters().of(SourceEnd.SILENT));
    Source next = sources.open(sound("live"), closed::incrementAndGet);
    assertEquals(StreamState.LIVE, streams.find("live").orElseThrow().state());
    assertTrue(sources.live("live").isPresent());
    SourceEnd unused = sources.close(next, SourceEnd.COMPLETE);
    unused = sources.close(other, SourceEnd.COMPLETE);
  }

  /** A source with tracks whose parser has no defect. */
  private static SourceRequest sound(String stream) {
    return new SourceRequest(stream, new SourceClient("", ""))
        .withIngest(
            sink -> {
              TestStream.write(sink, () -> sink.setTracks(TestStream.BOTH));
              return new Sound();
            });
  }

  private static final class Sound extends IdleIngest {
    @Override
    public boolean tracksKnown() {
      return true;
    }
  }
}
