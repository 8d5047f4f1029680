package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.media.MuxerHabit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Early delivery never changes the output, as long as the muxer's use of stuffing does not change.
 */
class FlushRuleTest {
  private static final int PID = 256;
  private static final int CLOCK_PID = 300;
  private static final int FRAMES = 300;
  private static final byte[] HEADER = {
    0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x84, (byte) 0x80, 5, 0x21, 0, 5, (byte) 0xBF, 0x21
  };

  private final List<byte[]> sent = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private TsBytes ts = new TsBytes();

  /** Properties share one instance between tries. */
  private void begin() {
    sent.clear();
    ends.clear();
    ts = new TsBytes();
    ProgramMap map =
        new ProgramMap(1, 4096, CLOCK_PID, List.of(new ElementaryStream(PID, 0x1B, Codec.H264, 0)));
    ts.section(0, PsiSections.pat(1, 4096, 0)).section(4096, PsiSections.pmt(map, 0));
  }

  /**
   * A PES packet with stuffing in its last packet, and sometimes with similar adaptation fields
   * elsewhere.
   *
   * @param stuffMiddle whether a packet in the middle has stuffing as well
   */
  private void frame(Random random, int payloadBytes, boolean stuffMiddle) {
    byte[] payload = new byte[payloadBytes];
    random.nextBytes(payload);
    sent.add(payload);
    byte[] pes = Arrays.copyOf(HEADER, HEADER.length + payload.length);
    System.arraycopy(payload, 0, pes, HEADER.length, payload.length);
    int at = 0;
    while (at < pes.length) {
      boolean room = pes.length - at > 184;
      int special = room && at > 0 ? random.nextInt(8) : 7;
      int take = Math.min(pes.length - at, 184);
      byte[] content = new byte[0];
      int flags = 0;
      if (stuffMiddle && at > 0 && room) {
        take = 100;
        stuffMiddle = false;
      } else if (special == 0) {
        // Private data that fills the field exactly: no stuffing.
        content = new byte[1 + 20];
        content[0] = 20;
        flags = 0x02;
        take = 184 - 2 - content.length;
      } else if (special == 1) {
        // A clock reference without stuffing.
        content = new byte[] {0, 0, 1, 1, 0x7E, 0};
        flags = 0x10;
        take = 184 - 2 - content.length;
      } else if (special == 2) {
        // A packet without payload: a clock reference and stuffing.
        ts.packet(PID, false, 0x10, new byte[] {0, 0, 1, 1, 0x7E, 0}, new byte[0]);
      }
      ts.packet(PID, at == 0, flags, content, Arrays.copyOfRange(pes, at, at + take));
      at += take;
    }
    ends.add(ts.length());
  }

  private static int size(Random random) {
    return random.nextInt(20) == 0
        ? 184 * (1 + random.nextInt(8)) - 14
        : 200 + random.nextInt(3000);
  }

  private Collected feedPackets() {
    Collected collected = new Collected();
    byte[] bytes = ts.toByteArray();
    for (int at = 0; at < bytes.length; at += 188) {
      collected.demuxer.feed(bytes, at, 188, at);
    }
    collected.demuxer.end(bytes.length);
    return collected;
  }

  private void assertAllWhole(Collected collected) {
    assertEquals(sent.size(), collected.units.size());
    for (int i = 0; i < sent.size(); i++) {
      assertArrayEquals(sent.get(i), collected.units.get(i).payload(), "frame " + i);
    }
  }

  @Property(tries = 50)
  void steadyHabitIsLearnedAndNothingIsCut(@ForAll long seed) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FRAMES; i++) {
      frame(random, size(random), false);
    }
    Collected collected = feedPackets();
    assertAllWhole(collected);
    assertTrue(collected.count(TsCounter.EARLY_FLUSHES) > (FRAMES - 130) * 8 / 10);
    assertEquals(0, collected.count(TsCounter.FLUSH_VIOLATIONS));
  }

  @Property(tries = 50)
  void stuffingInTheMiddleIsNeverTakenForTheEnd(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 80) int firstOdd) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FRAMES; i++) {
      frame(random, 600 + size(random), i == firstOdd || random.nextInt(10) == 0);
    }
    Collected collected = feedPackets();
    assertAllWhole(collected);
    assertEquals(0, collected.count(TsCounter.EARLY_FLUSHES));
  }

  @Property(tries = 50)
  void habitBrokenLateIsSeenWhenTheBytesAreAtHand(
      @ForAll long seed, @ForAll @IntRange(min = 150, max = 250) int odd) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FRAMES; i++) {
      frame(random, 600 + size(random), i == odd);
    }
    Collected collected = new Collected();
    byte[] bytes = ts.toByteArray();
    int at = 0;
    for (int end : ends) {
      collected.demuxer.feed(bytes, at, end - at, at);
      at = end;
    }
    collected.demuxer.end(at);
    assertAllWhole(collected);
    assertTrue(collected.count(TsCounter.EARLY_FLUSHES) > 0);
    assertEquals(0, collected.count(TsCounter.FLUSH_VIOLATIONS));
    assertEquals(1, collected.count(TsCounter.FLUSH_HABITS_BROKEN));
    assertEquals(List.of(PID), collected.broken);
  }

  @Property(tries = 50)
  void habitBrokenLateCostsOneFrameAtMost(
      @ForAll long seed, @ForAll @IntRange(min = 150, max = 250) int odd) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FRAMES; i++) {
      frame(random, 600 + size(random), i >= odd);
    }
    Collected collected = feedPackets();
    assertEquals(1, collected.count(TsCounter.FLUSH_VIOLATIONS));
    assertEquals(List.of(PID), collected.broken);
    int cut = 0;
    for (int i = 0; i < sent.size(); i++) {
      cut += Arrays.equals(sent.get(i), collected.units.get(i).payload()) ? 0 : 1;
    }
    assertEquals(1, cut);
  }

  @Property(tries = 50)
  void exactFitLeavesAfterAPause(@ForAll long seed) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FRAMES; i++) {
      frame(random, i % 10 == 9 ? 184 * 5 - 14 : 200 + 184 * random.nextInt(5), false);
    }
    Collected collected = new Collected();
    byte[] bytes = ts.toByteArray();
    int at = 0;
    for (int i = 0; i < FRAMES; i++) {
      long now = i * 33_000_000L;
      while (at < ends.get(i)) {
        collected.demuxer.feed(bytes, at, 188, now);
        now += random.nextInt(100_000);
        at += 188;
      }
      collected.demuxer.idle(now + 1_000_000);
      collected.demuxer.idle(now + FlushRule.IDLE_NANOS);
      if (i > 130) {
        assertEquals(i + 1, collected.units.size(), "frame " + i);
      }
    }
    assertAllWhole(collected);
  }

  @Property(tries = 50)
  void pausesWithinFramesAreRespected(@ForAll long seed) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FRAMES; i++) {
      frame(random, 800 + size(random), false);
    }
    Collected collected = new Collected();
    byte[] bytes = ts.toByteArray();
    long now = 0;
    for (int at = 0; at < bytes.length; at += 188) {
      collected.demuxer.feed(bytes, at, 188, now);
      for (int pause = random.nextInt(20) == 0 ? 4 : 0; pause > 0; pause--) {
        now += 1_000_000;
        collected.demuxer.idle(now);
      }
    }
    collected.demuxer.end(now);
    assertAllWhole(collected);
  }

  @Property(tries = 50)
  void aPauseBehindStuffingEndsTheFirstFrames(@ForAll long seed) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < FlushRule.LEARN_PES / 2; i++) {
      frame(random, 200 + random.nextInt(140), false);
    }
    Collected collected = new Collected();
    int at = 0;
    for (int i = 0; i < ends.size(); i++) {
      long now = i * 33_000_000L;
      collected.demuxer.feed(ts.toByteArray(), at, ends.get(i) - at, now);
      at = ends.get(i);
      collected.demuxer.idle(now + FlushRule.IDLE_NANOS - 1);
      assertEquals(i, collected.units.size(), "frame " + i);
      assertEquals(now + FlushRule.IDLE_NANOS, collected.demuxer.idleDeadlineNanos(), "frame " + i);
      collected.demuxer.idle(now + FlushRule.IDLE_NANOS);
      assertEquals(i + 1, collected.units.size(), "frame " + i);
    }
    assertAllWhole(collected);
  }

  @Property(tries = 50)
  void aFirstFrameThatGoesOnBehindThePauseIsTheOnlyOneCut(@ForAll long seed) {
    Random random = new Random(seed);
    begin();
    for (int i = 0; i < 20; i++) {
      frame(random, 600 + size(random), true);
    }
    Collected collected = new Collected();
    byte[] bytes = ts.toByteArray();
    long now = 0;
    for (int at = 0; at < bytes.length; at += 188) {
      collected.demuxer.feed(bytes, at, 188, now);
      boolean stuffed = collected.demuxer.idleDeadlineNanos() < Long.MAX_VALUE;
      now += stuffed ? FlushRule.IDLE_NANOS : 0;
      collected.demuxer.idle(now);
    }
    collected.demuxer.end(now);
    assertEquals(1, collected.count(TsCounter.FLUSH_VIOLATIONS));
    assertEquals(List.of(PID), collected.broken);
    for (int i = 1; i < sent.size(); i++) {
      assertArrayEquals(sent.get(i), collected.units.get(i).payload(), "frame " + i);
    }
  }

  @Property(tries = 50)
  void theNextSourceIsBelievedFromItsFirstFrameOn(@ForAll long seed) {
    Random random = new Random(seed);
    MuxerHabit habit = new MuxerHabit();
    for (int source = 0; source < 3; source++) {
      begin();
      for (int i = 0; i < 2 * FlushRule.LEARN_PES; i++) {
        frame(random, 200 + random.nextInt(140), false);
      }
      Collected collected = new Collected(habit);
      int at = 0;
      for (int i = 0; i < ends.size(); i++) {
        collected.demuxer.feed(ts.toByteArray(), at, ends.get(i) - at, i);
        at = ends.get(i);
        int whole = source == 0 && i < FlushRule.LEARN_PES ? i : i + 1;
        assertEquals(whole, collected.units.size(), "source %d, frame %d".formatted(source, i));
      }
      assertAllWhole(collected);
    }
  }

  /** A stall in the first picture of a source, which is large. */
  @Property(tries = 50)
  void aPauseWithoutStuffingEndsNoFrameOfANewSource(@ForAll long seed) {
    Random random = new Random(seed);
    MuxerHabit habit = new MuxerHabit();
    habit.showStuffedEnds(true);
    begin();
    for (int i = 0; i < FlushRule.LEARN_PES / 2; i++) {
      frame(random, 1000 + size(random), false);
    }
    Collected collected = new Collected(habit);
    byte[] bytes = ts.toByteArray();
    long now = 0;
    for (int at = 0; at < bytes.length; at += 188) {
      collected.demuxer.feed(bytes, at, 188, now);
      now += random.nextInt(20) == 0 ? 2 * FlushRule.IDLE_NANOS : 0;
      collected.demuxer.idle(now);
    }
    collected.demuxer.end(now);
    assertAllWhole(collected);
  }

  @Property(tries = 50)
  void whatOneSourceBreaksTheNextOneLearnsAnew(@ForAll long seed) {
    Random random = new Random(seed);
    MuxerHabit habit = new MuxerHabit();
    habit.showStuffedEnds(true);
    begin();
    for (int i = 0; i < 20; i++) {
      frame(random, 600 + size(random), i == 10);
    }
    Collected breaking = new Collected(habit);
    breaking.demuxer.feed(ts.toByteArray(), 0, ts.length(), 0);
    breaking.demuxer.end(0);
    assertEquals(List.of(PID), breaking.broken);
    assertFalse(habit.stuffedEnds());
  }
}
