package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.Track;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.SlabPool;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.JoinedPublication;
import dev.sluice.stream.publish.Publication;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The buffers of sources with large pictures are limited with the logs. */
class InputMemoryLimitTest {
  private static final int LIMIT_BYTES = 4 << 20;
  private static final int LARGE_BYTES = 3 << 20;
  private static final int SMALL_BYTES = 10_000;

  /** Two buffers of this size, grown by doubling, fit into the share of a source. */
  private static final int BUFFERED_BYTES = 60_000;

  private static final int ROUNDS = 1000;
  private static final long SECOND = 1_000_000_000L;
  private static final long OWN_BYTES = 2 * 512 * 1024;

  private final Streams streams =
      new Streams(
          GivenSettings.of(StreamSettings::new, Map.of("stream.log.totalMegabytes", 4)),
          new WallClock(0));
  private final SlabPool memory = streams.memory();
  private final FakeVideo video = new FakeVideo(1);

  /** A source of one stream. */
  private final class Source {
    private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
    private final TsMuxer muxer =
        new TsMuxer((array, at) -> ts.write(array, at, 188), true, 0, false);
    private final Publication publication;
    private final TsIngest ingest;
    private final String name;

    Source(String name) {
      this.name = name;
      publication = TestStream.open(streams, name);
      ingest = new TsIngest(publication);
      muxer.writeTables();
    }

    /** A key picture; the next one ends it. */
    void picture(int number, int bytes) {
      byte[] unit = FakeVideo.annexB(FakeVideo.AUD, FakeVideo.SPS, FakeVideo.PPS, video.idr(bytes));
      muxer.writeVideo(
          90_000 + 3000L * number, 90_000 + 3000L * number, true, unit, 0, unit.length);
      byte[] packets = ts.toByteArray();
      ts.reset();
      for (int at = 0; at < packets.length; at += 188) {
        assertTrue(ingest.feed(packets, at, 188, number * 33_000_000L));
        assertTrue(memory.usedBytes() + memory.inputBytes() <= LIMIT_BYTES + OWN_BYTES);
      }
    }

    long logged() {
      TrackLog log = streams.find(name).orElseThrow().log(Track.VIDEO);
      return Objects.requireNonNull(log).head();
    }
  }

  @Test
  void largePicturesAreLostAndSmallOnesOfOthersAreNot() {
    Source large = new Source("large");
    Source small = new Source("small");
    for (int i = 0; i < 20; i++) {
      large.picture(i, LARGE_BYTES);
      small.picture(i, SMALL_BYTES);
    }
    assertTrue(memory.refusedInputs() > 0);
    assertTrue(
        large.ingest.counts().get("oversize_pictures") > 10, large.ingest.counts()::toString);
    assertEquals(19, small.logged());
    large.picture(20, SMALL_BYTES);
    long before = large.logged();
    large.picture(21, SMALL_BYTES);
    assertEquals(before + 1, large.logged());
  }

  @Test
  void theMemoryOfASourceIsFreeAfterItsEnd() {
    Source large = new Source("large");
    large.picture(0, LARGE_BYTES / 4);
    large.picture(1, SMALL_BYTES);
    assertTrue(memory.inputBytes() > 1 << 20, memory.inputBytes() + " bytes");
    streams.closeSource(large.publication, 0);
    assertEquals(0, memory.inputBytes());
  }

  /** A stream that consists of a key picture, or of tables for sound alone. */
  private byte[] stream(boolean picture) {
    ByteArrayOutputStream ts = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, at) -> ts.write(array, at, 188), picture, 2, false);
    muxer.writeTables();
    if (picture) {
      byte[] unit =
          FakeVideo.annexB(FakeVideo.AUD, FakeVideo.SPS, FakeVideo.PPS, video.idr(BUFFERED_BYTES));
      muxer.writeVideo(90_000, 90_000, true, unit, 0, unit.length);
    }
    return ts.toByteArray();
  }

  @Test
  void tracksThatLeaveTheProgramMapGiveTheirMemoryBack() {
    Publication publication = TestStream.open(streams, "changing");
    TsIngest ingest = new TsIngest(publication);
    byte[] picture = stream(true);
    byte[] soundAlone = stream(false);
    for (int i = 0; i < ROUNDS; i++) {
      long nanos = i * 2 * SECOND;
      assertTrue(ingest.feed(picture, 0, picture.length, nanos));
      assertTrue(ingest.endSegment(nanos));
      assertEquals(2, Objects.requireNonNull(publication.view().tracks()).tracks().size());
      assertTrue(ingest.feed(soundAlone, 0, soundAlone.length, nanos));
      assertTrue(ingest.endSegment(nanos));
      // A track stays for a second after it has left the map.
      assertTrue(ingest.idle(nanos + SECOND));
      assertEquals(1, Objects.requireNonNull(publication.view().tracks()).tracks().size());
      assertEquals(OWN_BYTES / 2, memory.inputBytes(), "round " + i);
    }
    assertEquals((long) ROUNDS, ingest.counts().get("ts_pes"));
    assertEquals(0, memory.refusedInputs());
  }

  @Test
  void aPartThatConnectsAgainTakesNoMoreMemory() {
    JoinedPublication joined = new JoinedPublication(TestStream.open(streams, "joined"), 2);
    byte[] picture = stream(true);
    for (int i = 0; i < ROUNDS; i++) {
      TsIngest ingest = new TsIngest(joined.part(0));
      assertTrue(ingest.feed(picture, 0, picture.length, i));
      ingest.end(i);
      joined.ended(0);
      assertEquals(OWN_BYTES / 2, memory.inputBytes(), "round " + i);
    }
    assertEquals(0, memory.refusedInputs());
  }
}
