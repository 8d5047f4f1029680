package dev.sluice.bench.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long START = 5_000_000_000L;
  private final Schedule schedule = ExampleStream.schedule(30, START);

  @Test
  void knowsPicturesByTheirTime() {
    assertEquals(0, schedule.frameAt(0));
    assertEquals(29, schedule.frameAt(29 * 3000));
    assertEquals(Schedule.UNKNOWN, schedule.frameAt(30 * 3000));
    assertEquals(Schedule.UNKNOWN, schedule.frameAt(-3000));
    assertEquals(Schedule.UNKNOWN, schedule.frameAt(2999));
  }

  @Test
  void knowsPicturesByTheirLastBytes() {
    byte[] tail = ExampleStream.tail(7);
    assertEquals(7, schedule.frameEndingWith(tail, 0, tail.length));
    tail[tail.length - 1]++;
    assertEquals(Schedule.UNKNOWN, schedule.frameEndingWith(tail, 0, tail.length));
    // Bytes that fit every picture identify none.
    assertEquals(Schedule.UNKNOWN, schedule.frameEndingWith(tail, 0, 0));
  }

  @Test
  void countsPicturesThatAreDueInASpan() {
    long second = START + 1_000_000_000;
    assertEquals(30, schedule.framesBetween(START, second));
    assertEquals(15, schedule.framesBetween(START, START + 500_000_000));
    assertEquals(0, schedule.framesBetween(second, second + 1));
    assertEquals(0, schedule.framesBetween(START - 1, START));
  }
}
