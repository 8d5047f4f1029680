package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.time.WallClock;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.SourceSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of one source on several connections. */
class SourceJoinTest {
  private final Streams streams = new Streams(TestStream.SETTINGS, new WallClock(0));
  private final List<SourceSink> sinks = new ArrayList<>();
  private final List<String> stopped = new ArrayList<>();
  private final Sources sources =
      new Sources(
          streams,
          sink -> {
            sinks.add(sink);
            return new Quiet();
          },
          GivenSettings.defaults(SourceSettings::new),
          new Faults(System::nanoTime).guard("source_timer"));

  private static final class Quiet extends IdleIngest {
    @Override
    public boolean tracksKnown() {
      return true;
    }
  }

  private Source open(SourceJoin join, int index) throws Exception {
    return sources.open(
        new SourceRequest("live", new SourceClient("", "")).withPart(join.part(index)),
        () -> stopped.add("part " + index));
  }

  private Stream stream() {
    return streams.find("live").orElseThrow();
  }

  @Test
  void publicationLivesFromTheFirstPartToTheLast() throws Exception {
    SourceJoin join = new SourceJoin(2);
    Source first = open(join, 0);
    Source second = open(join, 1);
    assertSame(first.publication(), second.publication());

    sources.close(first, SourceEnd.COMPLETE);
    assertTrue(stream().hasSource());
    Source again = open(join, 0);
    assertSame(second.publication(), again.publication());

    sources.close(second, SourceEnd.VANISHED);
    assertTrue(stream().hasSource());
    sources.close(again, SourceEnd.COMPLETE);
    assertEquals(false, streams.find("live").map(Stream::hasSource).orElse(false));
    assertEquals(0, sources.count());

    sources.close(open(join, 1), SourceEnd.COMPLETE);
  }

  @Test
  void sourceThatTakesOverStopsAllParts() throws Exception {
    SourceJoin join = new SourceJoin(2);
    Source first = open(join, 0);
    Source second = open(join, 1);
    Source other = sources.open(new SourceRequest("live", new SourceClient("", "")), () -> {});
    TestStream.write(
        sinks.getLast(),
        () -> {
          sinks.getLast().setTracks(TestStream.BOTH);
          sinks.getLast().append(TestStream.picture(0, true, 100));
        });
    assertEquals(2, stopped.size());
    assertEquals(SourceEnd.SUPERSEDED, sources.close(first, SourceEnd.COMPLETE));
    assertEquals(SourceEnd.SUPERSEDED, sources.close(second, SourceEnd.COMPLETE));
    assertTrue(stream().hasSource());

    // The parts come again, as after the end of the other one.
    sources.close(other, SourceEnd.COMPLETE);
    Source again = open(join, 0);
    assertTrue(stream().hasSource());
    sources.close(again, SourceEnd.COMPLETE);
  }
}
