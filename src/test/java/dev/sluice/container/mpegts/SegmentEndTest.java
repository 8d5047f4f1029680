package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The same segment twice: each begins with the continuity counters of a new muxer. */
class SegmentEndTest {
  private final Collected collected = new Collected();
  private final TsDemuxer demuxer = collected.demuxer;

  @Test
  void deliversTheLastPictureAtTheEndOfASegment() throws IOException {
    byte[] segment = segment();

    demuxer.feed(segment, 0, segment.length, 0);
    demuxer.endSegment(1);
    List<String> once = texts();
    demuxer.feed(segment, 0, segment.length, 2);
    demuxer.endSegment(3);

    List<String> again = texts().subList(once.size(), texts().size());
    assertEquals(once.stream().sorted().toList(), again.stream().sorted().toList());
    demuxer.end(4);
    assertEquals(2 * once.size(), texts().size());
  }

  @Test
  void takesNewCountersForNoLoss() throws IOException {
    byte[] segment = segment();
    int cut = segment.length / 2 / TsPacket.BYTES * TsPacket.BYTES;

    demuxer.feed(segment, 0, segment.length, 0);
    demuxer.endSegment(1);
    demuxer.feed(segment, 0, cut, 2);

    assertEquals(0, demuxer.counters().get(TsCounter.CONTINUITY_GAPS));
    assertEquals(0, demuxer.counters().get(TsCounter.DUPLICATES));
    assertEquals(0, damaged());
  }

  @Test
  void marksPicturesWhereTheCounterCannotShowTheLoss() throws IOException {
    byte[] segment = segment();
    int packet = segment.length / 2 / TsPacket.BYTES * TsPacket.BYTES;

    demuxer.feed(segment, 0, packet, 0);
    demuxer.lost((long) TsPacket.CONTINUITY_PERIOD * TsPacket.BYTES, 1);
    demuxer.feed(segment, packet, segment.length - packet, 2);

    assertEquals(1, damaged());
  }

  @Test
  void leavesASmallLossToTheCounters() throws IOException {
    byte[] segment = segment();
    int packet = segment.length / 2 / TsPacket.BYTES * TsPacket.BYTES;

    demuxer.feed(segment, 0, packet, 0);
    demuxer.lost(15L * TsPacket.BYTES, 1);
    demuxer.feed(segment, packet, segment.length - packet, 2);

    assertEquals(0, damaged());
  }

  private List<String> texts() {
    return collected.units.stream().map(Collected.Unit::text).toList();
  }

  private long damaged() {
    return collected.units.stream().filter(Collected.Unit::damaged).count();
  }

  private static byte[] segment() throws IOException {
    try (InputStream in = SegmentEndTest.class.getResourceAsStream("/demo/demo.ts")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
