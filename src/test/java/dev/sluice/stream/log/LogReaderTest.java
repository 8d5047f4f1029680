package dev.sluice.stream.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.LogReader.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of readers that are no viewers. */
@Timeout(30)
class LogReaderTest {
  private static final Track VIDEO = new Track(Track.VIDEO, TestStream.H264);

  private final StreamLog stream =
      new StreamLog(TestStream.SMALL, TestStream.SMALL, new SlabPool(1024, 1 << 20));
  private final LoggedUnit unit = new LoggedUnit();

  private void append(long ticks, boolean key, int bytes) {
    TrackLog log = stream.logToWrite(VIDEO);
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) ticks);
    AccessUnit of =
        TestStream.unit(Track.VIDEO, TestStream.H264, ticks, key).setContent(content, 0, bytes);
    int formatId = stream.formats().idOf(TestStream.H264);
    GrowableBytes prefix = new GrowableBytes(0, 16);
    prefix.append(0x78);
    assertTrue(log.append(1, formatId, of, prefix, new PacketTable()));
    stream.tellAppended();
  }

  /** Ten units of 100 bytes; every fifth is key. */
  private void appendTen() {
    for (int i = 0; i < 10; i++) {
      append(i, i % 5 == 0, 100);
    }
  }

  private List<Long> rest(LogReader reader) {
    List<Long> read = new ArrayList<>();
    while (reader.next(unit) == Result.UNIT) {
      read.add(unit.ptsTicks90k());
    }
    return read;
  }

  @Test
  void beginsAtTheNewestKeyUnit() {
    appendTen();
    try (LogReader reader = stream.read(Track.VIDEO, LogStart.NEWEST_KEY)) {
      assertEquals(List.of(5L, 6L, 7L, 8L, 9L), rest(reader));
      append(10, false, 10);
      assertEquals(List.of(10L), rest(reader));
    }
  }

  @Test
  void beginsAtTheLiveEdge() {
    appendTen();
    try (LogReader reader = stream.read(Track.VIDEO, LogStart.LIVE_EDGE)) {
      assertEquals(List.of(), rest(reader));
      append(10, false, 10);
      assertEquals(List.of(10L), rest(reader));
    }
  }

  @Test
  void beginsAtATime() {
    appendTen();
    try (LogReader reader = stream.read(Track.VIDEO, new LogStart.At(4))) {
      assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), rest(reader));
    }
    try (LogReader reader = stream.read(Track.VIDEO, new LogStart.At(7))) {
      assertEquals(5, rest(reader).size());
    }
    try (LogReader reader = stream.read(Track.VIDEO, new LogStart.At(-9))) {
      assertEquals(10, rest(reader).size(), "the oldest there is");
    }
  }

  @Test
  void aTrackThatComesLaterIsReadFromItsFirstKeyUnit() {
    try (LogReader reader = stream.read(Track.VIDEO, LogStart.NEWEST_KEY)) {
      assertSame(Result.NONE, reader.next(unit));
      append(1, false, 10);
      append(2, true, 10);
      append(3, false, 10);
      assertEquals(List.of(2L, 3L), rest(reader));
    }
  }

  @Test
  void unitsHaveTheirOwnBytesAndFormat() {
    append(3, true, 20);
    try (LogReader reader = stream.read(Track.VIDEO, LogStart.NEWEST_KEY)) {
      assertSame(Result.UNIT, reader.next(unit));
      assertEquals(20, unit.length(), "without the prefix, which only packets use");
      assertEquals(3, unit.array()[0]);
      assertEquals(TestStream.H264, unit.format());
      assertTrue(unit.key());
    }
  }

  @Test
  void aReaderThatWasOvertakenIsToldAndGoesOnAtAKeyUnit() {
    append(0, true, 100);
    try (LogReader reader = stream.read(Track.VIDEO, LogStart.NEWEST_KEY)) {
      for (int i = 1; i < 100; i++) {
        append(i, i % 10 == 0, 100);
      }
      assertSame(Result.OVERTAKEN, reader.next(unit));
      long tail = stream.log(Track.VIDEO).tail();
      assertEquals(tail, reader.missed());
      assertSame(Result.UNIT, reader.next(unit));
      assertTrue(unit.key());
      assertEquals(Math.ceilDiv(tail, 10) * 10, unit.ptsTicks90k());
    }
  }

  @Test
  void theEndComesBehindTheLastUnit() {
    appendTen();
    try (LogReader reader = stream.read(Track.VIDEO, LogStart.NEWEST_KEY)) {
      stream.end();
      assertEquals(5, rest(reader).size());
      assertSame(Result.ENDED, reader.next(unit));
      reader.await(TimeUnit.HOURS.toNanos(1));
    }
  }

  @Test
  void waitsUntilSomethingComes() throws InterruptedException {
    AtomicReference<Long> read = new AtomicReference<>();
    LogReader reader = stream.read(Track.VIDEO, LogStart.NEWEST_KEY);
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  LoggedUnit mine = new LoggedUnit();
                  while (reader.next(mine) == Result.NONE) {
                    reader.await(TimeUnit.HOURS.toNanos(1));
                  }
                  read.set(mine.ptsTicks90k());
                  reader.close();
                });
    append(7, true, 10);
    thread.join();
    assertEquals(7L, read.get());
  }

  /** With a concurrent writer: no torn bytes, no unit twice, none out of order. */
  @Test
  void concurrentReaderGetsWholeUnitsInOrder() throws InterruptedException {
    AtomicReference<String> flaw = new AtomicReference<>("nothing was read");
    LogReader reader = stream.read(Track.VIDEO, LogStart.NEWEST_KEY);
    Thread thread = Thread.ofPlatform().start(() -> flaw.set(readToTheEnd(reader)));
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      append(i, i % 7 == 0, 1 + random.nextInt(700));
    }
    stream.end();
    thread.join();
    assertEquals("", flaw.get());
    reader.close();
  }

  private static String readToTheEnd(LogReader reader) {
    LoggedUnit mine = new LoggedUnit();
    long last = -1;
    boolean read = false;
    for (Result result = reader.next(mine); result != Result.ENDED; result = reader.next(mine)) {
      if (result == Result.NONE) {
        reader.await(TimeUnit.SECONDS.toNanos(1));
      } else if (result == Result.UNIT) {
        read = true;
        if (mine.ptsTicks90k() <= last) {
          return mine.ptsTicks90k() + " behind " + last;
        }
        last = mine.ptsTicks90k();
        for (int i = 0; i < mine.length(); i++) {
          if (mine.array()[i] != (byte) last) {
            return "torn: unit " + last + " byte " + i;
          }
        }
      }
    }
    return read ? "" : "nothing was read";
  }
}
