package dev.sluice.stream.log;

import static dev.sluice.stream.TestStream.onePacket;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.TestStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TrackLogTest {
  private final TrackLog log = new TrackLog(0, TestStream.SMALL);
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
    for (int i = 0; i < 3; i++) {
      assertEquals(i + 1, log.slab()[entry.slabOffset() + i]);
    }
    assertEquals(0, log.newestKey());
  }

  @Test
  void theOldestGoesWhenBytesRunOut() {
    for (int i = 0; i < 5; i++) {
      assertTrue(append(1500, i, i == 0));
    }
    assertEquals(5, log.head());
    // 1500 bytes fit twice into 4096; a third would be split and goes to the start instead.
    assertEquals(3, log.tail());
    assertEquals(TrackLog.NONE, log.newestKey(), "the key frame went with the oldest");
    assertFalse(log.read(0, entry));
    assertTrue(log.read(4, entry));
    assertEquals(4, log.slab()[entry.slabOffset()]);
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
    append(1, 90_000 * 10, false);
    assertEquals(0, log.tail());
    append(1, 90_000 * 10 + 1, false);
    assertEquals(1, log.tail());
  }

  @Test
  void refusesWhatIsLargerThanHalfOfIt() {
    assertFalse(append(2049, 0, true));
    assertEquals(0, log.head());
    assertTrue(append(2048, 0, true));
  }

  @Test
  void itsMemoryGrowsWithItsContent() {
    TrackLog large = new TrackLog(0, LogLimits.video(16 << 20, 90_000 * 30));
    assertEquals(0, large.slab().length);
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = new byte[1000];
      Arrays.fill(bytes, (byte) i);
      AccessUnit unit = TestStream.unit(0, TestStream.H264, i, true).setContent(bytes, 0, 1000);
      assertTrue(large.append(1, 1, unit, new GrowableBytes(0, 0), onePacket(1000)));
      assertTrue(large.slab().length <= Math.max(16 * 1024, 4 * 1000 * (i + 1)), i + " units");
      for (long index = Math.max(large.tail(), i - 20); index <= i; index++) {
        assertTrue(large.read(index, entry));
        assertEquals(index, entry.ptsTicks90k());
        assertEquals((byte) index, large.slab()[entry.slabOffset() + 999]);
        assertEquals(onePacket(1000).get(0), large.packet(entry, 0));
      }
    }
    assertEquals(16 << 20, large.slab().length);
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
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get() && torn.get() == null) {
                    whole[0] += readOnce(newest.get(), new byte[1 << 16], torn);
                  }
                });
    for (int round = 0; round < 300; round++) {
      TrackLog next = new TrackLog(0, LogLimits.video(1 << 20, 90_000 * 30));
      newest.set(next);
      for (int i = 0; i < 300; i++) {
        appendTo(next, 1 + i * 10, i, true);
      }
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
      System.arraycopy(log.slab(), mine.slabOffset(), copy, 0, mine.length());
      boolean packetKnown = log.packet(mine, 0) == onePacket(mine.length()).get(0);
      byte expected = (byte) mine.ptsTicks90k();
      if (log.holds(i)) {
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
