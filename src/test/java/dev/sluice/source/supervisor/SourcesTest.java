package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.time.WallClock;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Takeover;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of a source whose parser has a defect. */
class SourcesTest {
  private final Streams streams = new Streams(TestStream.SETTINGS, new WallClock(0));
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
}
