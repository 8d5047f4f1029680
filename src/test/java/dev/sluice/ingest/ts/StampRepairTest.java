package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.StampCounter;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.ingest.track.DecodingTimes;
import dev.sluice.ingest.track.IngestCounter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Repair of stamps that are missing, repeated or without DTS, so that recorders accept them. */
class StampRepairTest {
  private static final long FRAME_NANOS = 40_000_000;

  private final FakeVideo video = new FakeVideo(5);
  private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
  private final TsMuxer muxer =
      new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 2, false);
  private final Rig rig = Rig.sendingReordered();

  StampRepairTest() {
    muxer.writeTables();
  }

  private void write(long pts, int header) {
    byte[] unit =
        header == 0x65
            ? FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, video.idr(300))
            : FakeVideo.annexB(video.slice(header, true, 100));
    muxer.writeVideo(pts, pts, header == 0x65, unit, 0, unit.length);
  }

  private List<Rig.Entry> end() {
    rig.feed(ts.toByteArray(), 0);
    rig.ingest.end(0);
    List<Rig.Entry> log = rig.log(0);
    long last = Long.MIN_VALUE;
    for (Rig.Entry entry : log) {
      assertTrue(entry.dts() > last && entry.pts() >= entry.dts(), entry.toString());
      last = entry.dts();
    }
    return log;
  }

  @Test
  void depthIsLearnedWhereNobodySaysIt() {
    EnumCounters<IngestCounter> counters = new EnumCounters<>(IngestCounter.class);
    DecodingTimes times = new DecodingTimes(counters, () -> {});
    long[] pts = {0, 12, 6, 3, 9, 24, 18, 15, 21, 36, 30, 27, 33, 48, 42, 39, 45};
    long last = Long.MIN_VALUE;
    for (int i = 0; i < pts.length; i++) {
      long stamp = 90_000 + 1000 * pts[i];
      long dts = times.next(stamp, stamp, 3000, i == 0);
      if (i >= 8) {
        assertTrue(dts > last && dts <= stamp, "picture " + i);
      }
      last = dts;
    }
    assertTrue(counters.get(IngestCounter.MISSING_DTS) > 10);
  }

  @Test
  void sourceThatOnceGaveDecodingTimesIsBelieved() {
    DecodingTimes times = new DecodingTimes(new EnumCounters<>(IngestCounter.class), () -> {});
    times.setReorder(2);
    assertEquals(94_000, times.next(100_000, 94_000, 3000, true));
    assertEquals(97_000, times.next(97_000, 97_000, 3000, false));
  }

  @Test
  void depthFromTheParameterSetIsRightFromTheFirstPicture() {
    EnumCounters<IngestCounter> counters = new EnumCounters<>(IngestCounter.class);
    long wrap = 1L << 33;
    long[] pts = {0, 12_000, 6000, 3000, 9000, 15_000};
    DecodingTimes alone = new DecodingTimes(counters, () -> {});
    alone.setReorder(2);
    List<Long> worked =
        LongStream.of(pts)
            .map(p -> alone.next((wrap - 7000 + p) % wrap, (wrap - 7000 + p) % wrap, 3000, p == 0))
            .map(d -> (d + 7000) % wrap)
            .boxed()
            .toList();
    assertEquals(List.of(wrap - 6000, wrap - 3000, 0L, 3000L, 6000L, 9000L), worked);
  }

  /** DTS of a gateway: one frame late, so that the DTS of each B-frame is after its PTS. */
  @Test
  void presentationIsBelievedWhereTheDecodingTimeIsLate() {
    long[] pts = {0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11};
    for (int i = 0; i < pts.length; i++) {
      byte[] unit =
          i == 0
              ? FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, video.idr(300))
              : FakeVideo.annexB(video.slice(i % 3 == 1 ? 0x41 : 0x01, true, 100));
      muxer.writeVideo(90_000 + 3000 * pts[i], 90_000 + 3000L * i, false, unit, 0, unit.length);
    }
    List<Rig.Entry> log = end();
    for (int i = 0; i < pts.length; i++) {
      assertEquals(3000 * pts[i], log.get(i).pts() - log.getFirst().pts(), 2, "picture " + i);
    }
    assertTrue(rig.count(IngestCounter.WRONG_DTS) > 0);
    assertEquals(0, rig.count(StampCounter.BAD_STAMPS));
    assertTrue(rig.stream.health().warnings().getFirst().contains("PID 256"));
  }

  @Test
  void decodingTimesLateByAnyNumberOfPicturesAreComputed() {
    long[] pts = {0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11};
    for (int late = 2; late <= 10; late++) {
      DecodingTimes times = new DecodingTimes(new EnumCounters<>(IngestCounter.class), () -> {});
      long last = Long.MIN_VALUE;
      for (int i = 0; i < pts.length; i++) {
        long at = 90_000 + 3000 * pts[i];
        long dts = times.next(at, 90_000 + 3000L * (i + late - 1), 3000, i == 0);
        assertTrue(dts <= at && dts > last, "picture %d: %d, PTS %d".formatted(i, dts, at));
        last = dts;
      }
    }
  }

  @Test
  void decodingTimesLaterThanPicturesInOrderAreNoTimes() {
    for (int i = 0; i < 30; i++) {
      byte[] unit =
          i == 0
              ? FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, video.idr(300))
              : FakeVideo.annexB(video.slice(0x41, true, 100));
      muxer.writeVideo(90_000 + 3000L * i, 96_000 + 3000L * i, i == 0, unit, 0, unit.length);
    }
    List<Rig.Entry> log = end();
    for (int i = 0; i < 30; i++) {
      assertEquals(3000L * i, log.get(i).pts() - log.getFirst().pts());
      assertEquals(log.get(i).pts(), log.get(i).dts());
    }
  }

  @Test
  void stampsThatStandStillAreReplacedByTheUsualDistance() {
    for (int i = 0; i < 50; i++) {
      write(0, i % 25 == 0 ? 0x65 : 0x41);
      rig.feed(ts.toByteArray(), i * FRAME_NANOS);
      ts.reset();
    }
    List<Rig.Entry> log = end();
    assertEquals(50, log.size());
    assertEquals(49, rig.count(StampCounter.REPEATED_STAMPS));
    long span = log.getLast().dts() - log.getFirst().dts();
    assertEquals(49 * 6000, span, "15 pictures a second, as the parameter set says");
  }

  @Test
  void soundWhoseStampsStandStillGoesOnByItsOwnLength() {
    write(0, 0x65);
    for (int i = 0; i < 20; i++) {
      muxer.writeOpus(0, List.of(OpusPacket.silence20Ms()));
    }
    end();
    List<Rig.Entry> sound = rig.log(1);
    assertEquals(20, sound.size());
    assertEquals(19 * 1800, sound.getLast().pts() - sound.getFirst().pts());
    assertEquals(19, rig.count(StampCounter.REPEATED_STAMPS));
  }
}
