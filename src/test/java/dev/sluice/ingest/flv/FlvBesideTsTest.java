package dev.sluice.ingest.flv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.golden.Golden;
import dev.sluice.ingest.feed.ByteIngest;
import dev.sluice.ingest.ts.IngestFuzz;
import dev.sluice.ingest.ts.Rig;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.media.Track;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The same packets in both containers make the same log, up to the millisecond of FLV. */
class FlvBesideTsTest {
  private static final long MILLI_TICKS = 90;

  private static Streams log(String name, Function<Publication, ByteIngest> ingests) {
    Streams streams = IngestFuzz.streams();
    ByteIngest ingest = ingests.apply(IngestFuzz.open(streams));
    byte[] file = Golden.bytes("flv/" + name);
    ingest.feed(file, 0, file.length, 0);
    ingest.end(0);
    return streams;
  }

  private static List<Rig.Entry> entries(Streams streams, int track) {
    return Rig.log(streams.find("fuzz").orElseThrow(), track);
  }

  private static byte[] content(Rig.Entry entry) {
    return Arrays.copyOfRange(entry.bytes(), entry.contentOffset(), entry.bytes().length);
  }

  @Test
  void contentAndTimes() {
    Streams flv = log("h264-opus.flv", FlvIngest::new);
    Streams ts = log("h264-opus.ts", TsIngest::new);
    for (int track : new int[] {Track.VIDEO, Track.AUDIO}) {
      List<Rig.Entry> one = entries(flv, track);
      List<Rig.Entry> other = entries(ts, track);
      assertEquals(other.size(), one.size());
      for (int i = 0; i < one.size(); i++) {
        assertArrayEquals(content(other.get(i)), content(one.get(i)), "entry " + i);
        assertEquals(other.get(i).key(), one.get(i).key());
        long moved = one.getFirst().pts() - other.getFirst().pts();
        assertEquals(other.get(i).pts(), one.get(i).pts() - moved, MILLI_TICKS, "entry " + i);
      }
    }
    assertEquals(distance(ts), distance(flv), MILLI_TICKS, "of the sound from the picture");
  }

  private static long distance(Streams streams) {
    return entries(streams, Track.AUDIO).getLast().pts()
        - entries(streams, Track.VIDEO).getLast().pts();
  }
}
