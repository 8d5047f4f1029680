package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.stream.publish.PublishCounter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OpusIngestTest {
  private static final byte[] MS_20 = OpusPacket.silence20Ms();
  private static final byte[] MS_10 = {(byte) 0xF0, 1, 2};
  private static final List<byte[]> HUNDRED_MS = List.of(MS_20, MS_20, MS_20, MS_20, MS_20);

  private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
  private final TsMuxer muxer =
      new TsMuxer((array, offset) -> ts.write(array, offset, 188), false, 2, false);
  private final Rig rig = new Rig();

  OpusIngestTest() {
    muxer.writeTables();
  }

  private List<Long> times() {
    rig.feed(ts.toByteArray(), 0);
    assertEquals(rig.log(1).size(), rig.count(PublishCounter.AUDIO_UNITS));
    return rig.log(1).stream().map(Rig.Entry::pts).toList();
  }

  private static List<Long> steps(int count, long step) {
    return LongStream.range(0, count).mapToObj(i -> i * step).toList();
  }

  @Test
  void severalInOnePesEachAtItsTimeAtOnce() {
    for (int i = 0; i < 20; i++) {
      muxer.writeOpus((1L << 33) - 50_000 + 9000L * i, HUNDRED_MS);
    }
    assertEquals(steps(100, 1800), times());
    Rig.Entry last = rig.log(1).getLast();
    assertEquals(99 * 1800L, last.pts(), "across the edge of 33 bits");
    assertTrue(last.key());
    assertEquals(1, last.payloads().size());
  }

  @Test
  void mixedDurations() {
    muxer.writeOpus(0, List.of(MS_20, MS_10, MS_10));
    muxer.writeOpus(3600, List.of(MS_10));
    assertEquals(List.of(0L, 1800L, 2700L, 3600L), times());
  }

  @Test
  void roundedStampsDoNotChangeTheStep() {
    for (int i = 0; i < 50; i++) {
      muxer.writeOpus(9000L * i + (i % 2 == 0 ? 90 : 0), HUNDRED_MS);
    }
    List<Long> times = times();
    long first = times.getFirst();
    assertEquals(steps(250, 1800), times.stream().map(time -> time - first).toList());
    assertEquals(0, rig.count(IngestCounter.AUDIO_GAPS));
  }

  /** A browser fills the place of each packet that is not where the one before ends. */
  @Test
  void soundThatBeginsCloseToTheEndOfTheSourceBeforeFollowsItDirectly() {
    muxer.writeOpus(0, HUNDRED_MS);
    for (int i = 1; i < 50; i++) {
      muxer.writeOpus(9000L * i + 120, HUNDRED_MS);
    }
    assertEquals(steps(250, 1800), times());
  }

  @Test
  void slowDriftIsFollowed() {
    for (int i = 0; i < 500; i++) {
      muxer.writeOpus(9010L * i, HUNDRED_MS);
    }
    List<Long> times = times();
    assertTrue(Math.abs(times.get(2495) - 9010L * 499) <= 180, "at " + times.get(2495));
    assertEquals(0, rig.count(IngestCounter.AUDIO_GAPS));
  }

  @Test
  void gapStaysAGap() {
    muxer.writeOpus(0, HUNDRED_MS);
    muxer.writeOpus(18_000, HUNDRED_MS);
    assertEquals(18_000, times().get(5));
    assertEquals(1, rig.count(IngestCounter.AUDIO_GAPS));
  }

  @Test
  void overlapIsLeftOut() {
    muxer.writeOpus(0, HUNDRED_MS);
    muxer.writeOpus(9000 - 3600, HUNDRED_MS);
    muxer.writeOpus(18_000 - 3600, HUNDRED_MS);
    assertEquals(steps(13, 1800), times());
    assertEquals(2, rig.count(IngestCounter.AUDIO_OVERLAPS));
  }

  @Test
  void constantStampsGoOnByTheSoundsOwnLength() {
    for (int i = 0; i < 100; i++) {
      muxer.writeOpus(777, HUNDRED_MS);
    }
    List<Long> times = times();
    assertTrue(times.size() > 400, "entries " + times.size());
    assertEquals(steps(times.size(), 1800), times);
  }

  /** Found by fuzzing: a PES packet of 100 ms, and right behind it another source's. */
  @Test
  void soundOfAnotherSourceNeverBeginsWithinThatOfTheOneBefore() {
    muxer.writeOpus(0, HUNDRED_MS);
    rig.feed(ts.toByteArray(), 0);
    rig.replace();
    ts.reset();
    muxer.writeTables();
    muxer.writeOpus(500_000, HUNDRED_MS);
    muxer.writeOpus(509_000, HUNDRED_MS);
    rig.feed(ts.toByteArray(), 0);
    long last = Long.MIN_VALUE;
    for (Rig.Entry entry : rig.log(1)) {
      assertTrue(entry.pts() >= last + (last == Long.MIN_VALUE ? 0 : 1800), entry.toString());
      last = entry.pts();
    }
    assertEquals(10, rig.log(1).size(), "of 15, those that overlap are left out");
  }

  /** Sound alone: the source takes over in the middle of a PES packet. */
  @Test
  void soundOfASourceThatPreparedBeginsBehindAllOfTheOneBeforeAndIsWhole() {
    TsIngest before = rig.ingest;
    muxer.writeOpus(0, HUNDRED_MS);
    rig.feed(ts.toByteArray(), 0);
    TsIngest next = rig.replace();
    ts.reset();
    for (int i = 1; i <= 10; i++) {
      muxer.writeOpus(9000L * i, HUNDRED_MS);
    }
    before.feed(ts.toByteArray(), 0, ts.size(), 0);
    long end = rig.log(1).getLast().pts() + 1800;
    ts.reset();
    muxer.writeTables();
    muxer.writeOpus(900_000, List.of(MS_20));
    muxer.writeOpus(901_800, List.of(MS_20));
    for (int i = 0; i < 5; i++) {
      muxer.writeOpus(903_600 + 9000L * i, HUNDRED_MS);
    }
    next.feed(ts.toByteArray(), 0, ts.size(), 0);
    List<Long> times = rig.log(1).stream().map(Rig.Entry::pts).toList();
    assertTrue(times.get(55) >= end, "begins at " + times.get(55) + ", the other ends at " + end);
    for (int i = 56; i < times.size(); i++) {
      assertEquals(1800, times.get(i) - times.get(i - 1), "at " + i);
    }
    assertTrue(times.size() >= 55 + 22, "of 27, those that overlapped at first are left out");
  }

  @Test
  void invalidPacketsAreDropped() {
    muxer.writeOpus(0, List.of(MS_20, new byte[] {(byte) 0xFB}, new byte[1300], MS_20));
    assertEquals(List.of(0L, 1800L), times());
    assertEquals(2, rig.count(IngestCounter.BAD_OPUS));
  }
}
