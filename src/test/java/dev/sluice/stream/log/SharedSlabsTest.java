package dev.sluice.stream.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.TestStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Several streams write to logs of one pool, whose slabs go from each to the others all the time,
 * and readers copy meanwhile: none takes bytes of another stream, or of another entry, for those it
 * asked for.
 */
@Timeout(60)
class SharedSlabsTest {
  private static final long SEED = 20261130;
  private static final int STREAMS = 3;
  private static final int READERS = 2;
  private static final int UNITS = 150_000;
  private static final int MOST_BYTES = 900;

  /** A log of some units lives this long; then the stream ends, and another one begins. */
  private static final int UNITS_OF_A_STREAM = 5_000;

  private final SlabPool pool = new SlabPool(256, 1 << 20);
  private final AtomicReferenceArray<TrackLog> logs = new AtomicReferenceArray<>(STREAMS);
  private final AtomicReference<String> flaw = new AtomicReference<>("");
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicLong whole = new AtomicLong();
  private final AtomicLong gone = new AtomicLong();

  @Test
  void noReaderEverTakesBytesOfAnotherStream() throws InterruptedException {
    List<Thread> writers = new ArrayList<>();
    for (int stream = 0; stream < STREAMS; stream++) {
      int mine = stream;
      logs.set(mine, newLog());
      writers.add(Thread.ofPlatform().unstarted(() -> write(mine)));
    }
    List<Thread> readers = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      Random random = new Random(SEED + 100 + reader);
      readers.add(Thread.ofPlatform().start(() -> readUntilDone(random)));
    }
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    done.set(true);
    for (Thread reader : readers) {
      reader.join();
    }
    assertEquals("", flaw.get(), "seed " + SEED);
    assertTrue(whole.get() > 0 && gone.get() > 0, whole + " whole, " + gone + " gone: no proof");
    for (int stream = 0; stream < STREAMS; stream++) {
      logs.get(stream).end();
    }
    assertEquals(0, pool.usedBytes());
  }

  private TrackLog newLog() {
    return new TrackLog(0, new LogLimits(4096, 64, 256, 90_000), pool);
  }

  private void write(int stream) {
    Random random = new Random(SEED + stream);
    GrowableBytes prefix = new GrowableBytes(0, 0);
    byte[] bytes = new byte[MOST_BYTES];
    for (int i = 0; i < UNITS && flaw.get().isEmpty(); i++) {
      if (i % UNITS_OF_A_STREAM == UNITS_OF_A_STREAM - 1) {
        logs.get(stream).end();
        logs.set(stream, newLog());
      }
      int length = 1 + random.nextInt(MOST_BYTES);
      TrackLog log = logs.get(stream);
      Arrays.fill(bytes, 0, length, content(stream, log.head()));
      PacketTable table = TestStream.onePacket(length);
      AccessUnit unit =
          TestStream.unit(0, TestStream.H264, log.head(), i % 9 == 0)
              .setArrival(stream)
              .setContent(bytes, 0, length);
      if (!log.append(1, 1, unit, prefix, table)) {
        flaw.set("refused");
      }
    }
  }

  /** Differs between streams and between entries that may replace each other. */
  private static byte content(int stream, long index) {
    return (byte) (index * STREAMS + stream);
  }

  private void readUntilDone(Random random) {
    byte[] copy = new byte[MOST_BYTES];
    LogEntry entry = new LogEntry();
    while (!done.get()) {
      int stream = random.nextInt(STREAMS);
      TrackLog log = logs.get(stream);
      long head = log.head();
      // Most often the oldest entries, which are about to leave.
      long index = log.tail() + (random.nextInt(4) == 0 ? random.nextInt(4) : 0);
      if (index < head && log.read(index, entry)) {
        if (random.nextBoolean()) {
          check(stream, index, entry, log.copy(entry, 0, entry.length(), copy, 0), copy);
        } else {
          check(stream, index, entry, copyAsViewersDo(log, entry, copy), copy);
        }
      }
    }
  }

  /** By the slab itself, and then the question whether the entry is still there. */
  private static boolean copyAsViewersDo(TrackLog log, LogEntry entry, byte[] copy) {
    for (int i = 0; i < entry.length(); i++) {
      byte[] slab = log.slab(entry, i);
      if (slab == null) {
        return false;
      }
      copy[i] = slab[log.slabOffset(entry, i)];
    }
    return log.packet(entry, 0) == TestStream.onePacket(entry.length()).get(0)
        & log.holds(entry.index());
  }

  private void check(int stream, long index, LogEntry entry, boolean held, byte[] copy) {
    if (!held) {
      gone.incrementAndGet();
      return;
    }
    whole.incrementAndGet();
    byte expected = content(stream, index);
    boolean same = entry.ptsTicks90k() == index && entry.arrivalNanos() == stream;
    for (int i = 0; i < entry.length(); i++) {
      same &= copy[i] == expected;
    }
    if (!same) {
      flaw.compareAndSet("", "entry %d of stream %d has other bytes".formatted(index, stream));
    }
  }
}
