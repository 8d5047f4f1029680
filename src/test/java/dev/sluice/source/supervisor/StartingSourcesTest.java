package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.time.WallClock;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.SourceSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sources that have not shown their tracks: their time and their number per address. */
class StartingSourcesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final byte[] DATA = new byte[188];

  private final Streams streams =
      new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
  private final Sources sources =
      new Sources(
          streams,
          TracklessIngest::new,
          GivenSettings.of(
              SourceSettings::new,
              Map.of(
                  "ingest.stallSeconds",
                  Duration.ofSeconds(60),
                  "ingest.programSeconds",
                  Duration.ofSeconds(20),
                  "limits.startingPerAddress",
                  3)),
          new Faults(System::nanoTime).guard("source_timer"));
  private final List<Source> opened = new ArrayList<>();

  /** A parser that has found packets and no program map. */
  private static final class TracklessIngest extends IdleIngest {
    private final SourceSink publication;

    TracklessIngest(SourceSink publication) {
      this.publication = publication;
    }

    @Override
    public boolean tracksKnown() {
      return publication.tracksKnown();
    }
  }

  private Source open(String name, String client) throws SourceRefusedException {
    Source source =
        sources.open(new SourceRequest(name, new SourceClient(client, client)), () -> {});
    opened.add(source);
    return source;
  }

  private static void showTracks(Source source) {
    TestStream.write(source.publication(), () -> source.publication().setTracks(TestStream.BOTH));
  }

  @AfterEach
  void close() {
    opened.forEach(source -> sources.close(source, SourceEnd.COMPLETE));
    assertEquals(0, sources.count());
  }

  @Test
  void aSourceWithoutTracksEndsAfterATime() throws Exception {
    Source source = open("live", "");
    long begin = source.beginNanos();
    assertTrue(source.feed(DATA, 0, DATA.length, begin + 5 * SECOND));
    assertTrue(source.feed(DATA, 0, DATA.length, begin + 20 * SECOND - 1));
    assertTrue(streams.find("live").orElseThrow().hasSource());
    assertFalse(source.feed(DATA, 0, DATA.length, begin + 20 * SECOND));
    opened.clear();
    assertEquals(SourceEnd.NO_PROGRAM, sources.close(source, SourceEnd.SUPERSEDED));
    assertEquals(1, sources.counters().of(SourceEnd.NO_PROGRAM));
    assertTrue(streams.find("live").isEmpty(), "the name is free at once");
  }

  @Test
  void aSourceWithTracksGoesOn() throws Exception {
    Source source = open("live", "");
    long begin = source.beginNanos();
    assertTrue(source.feed(DATA, 0, DATA.length, begin + 19 * SECOND));
    showTracks(source);
    assertTrue(source.feed(DATA, 0, DATA.length, begin + 20 * SECOND));
    assertTrue(source.feed(DATA, 0, DATA.length, begin + 3600 * SECOND));
  }

  @Test
  void anAddressHasFewSourcesWithoutTracks() throws Exception {
    for (int i = 0; i < 3; i++) {
      open("a" + i, "192.0.2.1");
    }
    assertEquals(
        SourceRefusedException.Cause.ADDRESS_FULL,
        assertThrows(SourceRefusedException.class, () -> open("a3", "192.0.2.1")).refusal());
    assertEquals(1, sources.counters().of(SourceEnd.REFUSED));
    assertTrue(streams.find("a3").isEmpty());
    for (int i = 0; i < 5; i++) {
      open("b" + i, "");
      open("c" + i, "192.0.2." + (i + 2));
    }
  }

  @Test
  void sourcesThatPlayDoNotCountForTheirAddress() throws Exception {
    for (int i = 0; i < 100; i++) {
      showTracks(open("a" + i, "192.0.2.1"));
    }
    assertEquals(100, sources.count());
  }
}
