package dev.sluice.stream.log;

import static dev.sluice.stream.TestStream.onePacket;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.TestStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TrackLogTest {
  private static final int SLAB_BYTES = 1024;

  private final SlabPool pool = new SlabPool(SLAB_BYTES, 4 << 20);
  private final TrackLog log = new TrackLog(0, TestStream.SMALL, pool);
  private final LogEntry entry = new LogEntry();

  private boolean append(int length, long ticks, boolean key) {
    return appendTo(log, length, ticks, key);
  }

  private static boolean appendTo(TrackLog log, int length, long ticks, boolean key) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) ticks);
    AccessUnit unit = TestStream.unit(0, TestStream.H264, ticks, key).setContent(bytes, 0, length);
    return log.append(3, 1, unit, new GrowableBytes(0, 0), onePacket(length));
  }

  @Test
  void givesBackWhatWasAppended() {
    AccessUnit unit =
        new AccessUnit(0, TestStream.H264)
            .setTimes(-5, -7)
            .setArrival(99)
            .setKey(true)
            .setDiscontinuity(true)
            .setDamaged(true)
            .setContent(new byte[] {9, 2, 3, 9}, 1, 2);
    GrowableBytes prefix = new GrowableBytes(1, 1);
    prefix.append(1);
    PacketTable packets = onePacket(2);
    packets.add(2, 1, 0x7C41);
    assertTrue(log.append(7, 0xFFFFF, unit, prefix, packets));
    assertTrue(log.read(0, entry));
    assertEquals(-5, entry.ptsTicks90k());
    assertEquals(-7, entry.dtsTicks90k());
    assertEquals(99, entry.arrivalNanos());
    assertTrue(entry.key() && entry.discontinuity() && entry.damaged());
    assertFalse(entry.disposable());
    assertEquals(0xFFFFF, entry.formatId());
    assertEquals(7, entry.epoch());
    assertEquals(1, entry.contentOffset());
    assertEquals(3, entry.length());
    assertEquals(2, entry.packetCount());
    assertEquals(packets.get(1), log.packet(entry, 1));
    assertArrayEquals(new byte[] {1, 2, 3}, bytes(log));
    assertEquals(0, log.newestKey());
  }

  @Test
  void theOldestGoesWhenBytesRunOut() {
    for (int i = 0; i < 5; i++) {
      assertTrue(append(1500, i, i == 0));
    }
    assertEquals(5, log.head());
    // 1500 bytes fit twice into 4096.
    assertEquals(3, log.tail());
    assertEquals(TrackLog.NONE, log.newestKey(), "the key frame went with the oldest");
    assertFalse(log.read(0, entry));
    assertTrue(log.read(4, entry));
    assertEquals(4, bytes(log)[1499]);
  }

  @Test
  void theOldestGoesWhenEntriesRunOut() {
    for (int i = 0; i < 200; i++) {
      append(1, i, true);
    }
    assertEquals(200 - 64, log.tail());
    assertEquals(199, log.newestKey());
  }

  @Test
  void theOldestGoesWhenItIsTooOld() {
    append(1, 0, true);
    append(1, 1, true);
    append(1, 90_000 * 10, true);
    assertEquals(0, log.tail());
    append(1, 90_000 * 10 + 1, true);
    assertEquals(1, log.tail());
  }

  @Test
  void theNewestKeyEntryAndWhatFollowsStay() {
    append(1, 0, false);
    append(1, 1, true);
    for (int i = 0; i < 20; i++) {
      append(1, i * 90_000L, false);
    }
    assertEquals(1, log.newestKey());
    assertEquals(1, log.tail(), "the entry before the key entry is too old");
    append(1, 20 * 90_000L, true);
    assertEquals(22 - 10, log.tail(), "now a new viewer begins at the next key entry");
    assertTrue(log.read(log.newestKey(), entry));
    assertEquals(21, entry.keyDistanceUnits());
    assertEquals(20 * 90_000L - 1, entry.keyDistanceTicks90k());
  }

  @Test
  void withoutItsKeyEntryTheRestGoesByAge() {
    append(2000, 0, true);
    append(2000, 1, false);
    append(2000, 2, false);
    assertEquals(TrackLog.NONE, log.newestKey());
    append(1, 90_000 * 11, false);
    assertEquals(3, log.tail());
  }

  @Test
  void refusesWhatIsLargerThanHalfOfIt() {
    assertFalse(append(2049, 0, true));
    assertEquals(0, log.head());
    assertTrue(append(2048, 0, true));
  }

  @Test
  void itTakesTheMemoryItNeedsAndGivesItBack() {
    TrackLog large = new TrackLog(0, LogLimits.video(16 << 20, 90_000 * 4), pool);
    assertEquals(0, pool.usedBytes());
    long ticks = 0;
    for (int i = 0; i < 1000; i++) {
      appendTo(large, 10_000, ticks += 3000, i % 60 == 0);
      assertTrue(pool.usedBytes() <= 121 * 10_000 + 2 * SLAB_BYTES, pool.usedBytes() + " bytes");
    }
    assertTrue(pool.usedBytes() >= 120 * 10_000, pool.usedBytes() + " bytes");
    for (int i = 0; i < 200; i++) {
      appendTo(large, 100, ticks += 3000, i % 60 == 0);
    }
    assertTrue(pool.usedBytes() <= 121 * 100 + 2 * SLAB_BYTES, pool.usedBytes() + " bytes");
    assertTrue(pool.freeBytes() <= 80 * SLAB_BYTES, pool.freeBytes() + " bytes");
  }

  @Test
  void anotherLogThatTakesAllMemoryCostsTheOldestEntriesOnly() {
    SlabPool small = new SlabPool(SLAB_BYTES, 8 * SLAB_BYTES);
    TrackLog first = new TrackLog(0, LogLimits.video(1 << 20, 90_000), small);
    TrackLog second = new TrackLog(0, LogLimits.video(1 << 20, 90_000), small);
    for (int i = 0; i < 5; i++) {
      assertTrue(appendTo(first, 1000, i, i == 0));
    }
    for (int i = 0; i < 50; i++) {
      assertTrue(appendTo(second, 1000, i, i == 0));
      assertTrue(appendTo(first, 100, 5 + i, false));
      assertTrue(small.usedBytes() <= small.mostBytes(), small.usedBytes() + " bytes");
      assertTrue(second.read(i, entry));
      assertArrayEquals(content(i, 1000), bytes(second));
    }
    assertTrue(first.head() - first.tail() > 10, "and never more of them than needed");
  }

  @Test
  void whatNoMemoryIsLeftForIsRefused() {
    SlabPool small = new SlabPool(SLAB_BYTES, 4 * SLAB_BYTES);
    TrackLog first = new TrackLog(0, LogLimits.video(1 << 20, 90_000), small);
    TrackLog second = new TrackLog(0, LogLimits.video(1 << 20, 90_000), small);
    assertTrue(appendTo(first, 3 * SLAB_BYTES, 0, true));
    assertFalse(appendTo(second, 2 * SLAB_BYTES, 0, true));
    assertTrue(second.fits(2 * SLAB_BYTES, 1));
    assertEquals(3 * SLAB_BYTES, small.usedBytes(), "what was taken for it was given back");
    assertTrue(appendTo(second, SLAB_BYTES, 1, true));
    assertTrue(second.read(0, entry));
    assertArrayEquals(content(1, SLAB_BYTES), bytes(second));
  }

  @Test
  void entriesLeaveSoonerWhenMemoryIsShort() {
    SlabPool small = new SlabPool(SLAB_BYTES, 100 * SLAB_BYTES);
    TrackLog first = new TrackLog(0, LogLimits.video(1 << 20, 90_000 * 80), small);
    for (int i = 0; i < 200; i++) {
      assertTrue(appendTo(first, SLAB_BYTES, i * 90_000L, i % 5 == 0));
      assertTrue(first.head() - first.tail() >= i % 5 + 1, "never less than the newest GOP");
      assertTrue(small.usedBytes() < 88 * SLAB_BYTES, small.usedBytes() + " bytes");
    }
    assertTrue(first.head() - first.tail() < 75, first.tail() + " of 200 have left");
  }

  @Test
  void anEndedLogLeavesItsMemoryToItsReaders() {
    append(2000, 7, true);
    log.end();
    assertEquals(0, pool.usedBytes());
    TrackLog next = new TrackLog(0, TestStream.SMALL, pool);
    appendTo(next, 2048, 8, true);
    assertTrue(log.read(0, entry));
    assertEquals(7, bytes(log)[1999]);
  }

  /** Another log may take and overwrite any slab of the pool. */
  @Test
  void slabsInThePoolBelongToNoEntry() {
    Random random = new Random(11);
    int foreign = 0;
    for (int i = 0; i < 3_000; i++) {
      assertTrue(append(1 + random.nextInt(2000), i, i % 4 == 0));
      List<byte[]> taken = new ArrayList<>();
      while (pool.freeBytes() > 0) {
        taken.add(pool.take());
      }
      foreign += taken.size();
      for (byte[] slab : taken) {
        Arrays.fill(slab, (byte) 0xEE);
        pool.give(slab);
      }
      for (long index = log.tail(); index < log.head(); index++) {
        assertTrue(log.read(index, entry));
        assertArrayEquals(content(index, entry.length()), bytes(log));
      }
    }
    assertTrue(foreign > 0, "nothing was given back: the test says nothing");
  }

  /** Tables and slabs grow and shrink: all that is kept stays what it was. */
  @Test
  void whatIsKeptStaysTheSameWhateverComes() {
    TrackLog large = new TrackLog(0, LogLimits.video(1 << 20, 90_000), pool);
    Random random = new Random(5);
    long ticks = 0;
    for (int i = 0; i < 60_000; i++) {
      boolean many = i / 5_000 % 2 == 0;
      ticks += many ? 100 : 9_000;
      byte[] bytes = content(i, 1 + random.nextInt(700));
      PacketTable table = onePacket(bytes.length);
      for (int packet = random.nextInt(3); packet > 0; packet--) {
        table.add(0, bytes.length, 0x7C41);
      }
      AccessUnit unit =
          TestStream.unit(0, TestStream.H264, ticks, i % 50 == 0)
              .setContent(bytes, 0, bytes.length);
      assertTrue(large.append(1, 1, unit, new GrowableBytes(0, 0), table));
      long index = large.tail() + random.nextInt((int) (large.head() - large.tail()));
      assertTrue(large.read(index, entry));
      assertArrayEquals(content(index, entry.length()), bytes(large));
      assertEquals(onePacket(entry.length()).get(0), large.packet(entry, 0));
      LogEntry other = new LogEntry();
      assertTrue(large.readByPacket(entry.firstPacket() + entry.packetCount() - 1, other));
      assertEquals(index, other.index());
    }
    assertTrue(large.head() - large.tail() < 100);
  }

  private static byte[] content(long index, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) index);
    return bytes;
  }

  /** The bytes of the entry that was read last. */
  private byte[] bytes(TrackLog of) {
    byte[] bytes = new byte[entry.length()];
    assertTrue(of.copy(entry, 0, bytes.length, bytes, 0));
    return bytes;
  }

  /**
   * A reader that copies while the arrays grow never takes torn bytes for whole ones: the log is
   * new again and again.
   */
  @Test
  void aReaderOfAGrowingLogReadsItsBytes() throws InterruptedException {
    AtomicReference<TrackLog> newest = new AtomicReference<>(log);
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<String> torn = new AtomicReference<>();
    int[] whole = new int[1];
    CountDownLatch started = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  started.countDown();
                  while (!done.get() && torn.get() == null) {
                    whole[0] += readOnce(newest.get(), new byte[1 << 16], torn);
                  }
                });
    started.await();
    for (int round = 0; round < 300; round++) {
      TrackLog next = new TrackLog(0, LogLimits.video(1 << 20, 90_000 * 30), pool);
      newest.set(next);
      for (int i = 0; i < 300; i++) {
        assertTrue(appendTo(next, 1 + i * 10, i, true));
      }
      next.end();
    }
    done.set(true);
    reader.join();
    assertEquals(null, torn.get());
    assertTrue(whole[0] > 0, "the reader read nothing whole: the test says nothing");
  }

  /**
   * A reader that is overtaken all the time never takes torn bytes for whole ones: each entry's
   * bytes are all its own PTS.
   */
  @Test
  void aReaderNeverTakesTornBytesForWholeOnes() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<String> torn = new AtomicReference<>();
    int[] whole = new int[1];
    Thread reader = Thread.ofPlatform().start(() -> whole[0] = readUntil(done, torn));
    Random random = new Random(42);
    for (int i = 0; i < 400_000; i++) {
      append(1 + random.nextInt(700), i, i % 7 == 0);
    }
    done.set(true);
    reader.join();
    assertEquals(null, torn.get());
    assertTrue(whole[0] > 0, "the reader read nothing whole: the test says nothing");
  }

  private int readUntil(AtomicBoolean done, AtomicReference<String> torn) {
    byte[] copy = new byte[4096];
    int whole = 0;
    while (!done.get()) {
      whole += readOnce(log, copy, torn);
    }
    return whole;
  }

  /** Reads all entries; returns the number of those that were not overwritten meanwhile. */
  private static int readOnce(TrackLog log, byte[] copy, AtomicReference<String> torn) {
    LogEntry mine = new LogEntry();
    int whole = 0;
    for (long i = log.tail(); i < log.head(); i++) {
      if (!log.read(i, mine)) {
        continue;
      }
      boolean copied = log.copy(mine, 0, mine.length(), copy, 0);
      boolean packetKnown = log.packet(mine, 0) == onePacket(mine.length()).get(0);
      byte expected = (byte) mine.ptsTicks90k();
      if (copied && log.holds(i)) {
        whole++;
        for (int b = 0; b < mine.length(); b++) {
          if (copy[b] != expected || mine.ptsTicks90k() != i || !packetKnown) {
            torn.set("entry " + i + " byte " + b);
          }
        }
      }
    }
    return whole;
  }
}
