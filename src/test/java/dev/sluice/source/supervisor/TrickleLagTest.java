package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.WallClock;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.media.Track;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two hours of segments that each arrive at once, from a worker whose clock drifts: no picture is
 * held back, and none waits for a later segment.
 */
class TrickleLagTest {
  private static final int SEGMENTS = 3600;
  private static final int PICTURES = 10;
  private static final long STEP = 18_000;
  private static final long SEGMENT_NANOS = 2_000_000_000L;
  private static final byte[] KEY =
      HexFormat.of()
          .parseHex(
              "0000000109f0000000016742c00ad902847e5c0440000003004000000783c489920000000168cb83cb20"
                  + "0000016588112233445566778899");
  private static final byte[] DELTA = HexFormat.of().parseHex("0000000109f000000141881122334455");

  private final Streams streams =
      new Streams(
          GivenSettings.of(StreamSettings::new, Map.of("stream.log.seconds", Duration.ofDays(1))),
          new WallClock(0));
  private final Publication publication = TestStream.open(streams, "live");
  private final TsIngest ingest = new TsIngest(publication);
  private final SourcePace pace = new SourcePace(Duration.ofSeconds(10));

  private static byte[] segment(int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, at) -> out.write(array, at, 188), true, 0, false);
    muxer.writeTables();
    for (int i = 0; i < PICTURES; i++) {
      long pts = ((long) number * PICTURES + i) * STEP;
      byte[] unit = i == 0 ? KEY : DELTA;
      muxer.writeVideo(pts, pts, i == 0, unit, 0, unit.length);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {-100, 0, 100})
  void lagDoesNotGrow(int partsPerMillion) {
    long first = 0;
    for (int i = 0; i < SEGMENTS; i++) {
      // A fast clock makes its two seconds in less.
      long now = i * (SEGMENT_NANOS - SEGMENT_NANOS / 1_000_000 * partsPerMillion);
      byte[] bytes = segment(i);
      assertTrue(ingest.feed(bytes, 0, bytes.length, now));
      assertTrue(ingest.endSegment(now));
      long reached = publication.timeline().ownReachedTicks90k();
      assertEquals(0, pace.delayNanos(reached, now), "held back in segment " + i);
      assertEquals((long) (i + 1) * PICTURES, pictures(), "pictures of segment " + i);
      long lead = reached - Ticks90k.ofNanos(now);
      first = i == 0 ? lead : first;
      long drift = Ticks90k.ofNanos(now) / 1_000_000 * partsPerMillion;
      assertEquals(first + drift, lead, 900, "stream time in segment " + i);
    }
  }

  private long pictures() {
    return streams.find("live").orElseThrow().log(Track.VIDEO).head();
  }
}
