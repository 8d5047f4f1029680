package dev.sluice.base.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RateLimitedLogTest {
  private final LogLines lines = new LogLines();
  private long nowNanos = Long.MAX_VALUE - 5;
  private final RateLimitedLog log = new RateLimitedLog(lines, () -> nowNanos);

  private void log(String key, String message) {
    log.log(System.Logger.Level.INFO, key, message);
  }

  @Test
  void aNoisyKeyHidesNoLineOfAnother() {
    Stream.of("one", "two", "three").forEach(stream -> log(stream, stream + " is odd"));
    assertEquals(List.of("one is odd", "two is odd", "three is odd"), lines.lines());
  }

  @Test
  void repeatsAreSuppressedAndCounted() {
    log("one", "first");
    log("one", "second");
    nowNanos += RateLimitedLog.INTERVAL_NANOS - 1;
    log("one", "third");
    assertEquals(List.of("first"), lines.lines());
    nowNanos++;
    log("one", "fourth");
    nowNanos += RateLimitedLog.INTERVAL_NANOS;
    log("one", "fifth");
    assertEquals(List.of("first", "fourth (2 more before)", "fifth"), lines.lines());
  }

  @Test
  void textsOfSuppressedLinesAreNotMade() {
    int[] made = {0};
    for (int i = 0; i < 3; i++) {
      log.log(System.Logger.Level.INFO, "one", () -> "text " + ++made[0]);
    }
    nowNanos += RateLimitedLog.INTERVAL_NANOS;
    log.log(System.Logger.Level.INFO, "one", () -> "text " + ++made[0]);
    assertEquals(List.of("text 1", "text 2 (2 more before)"), lines.lines());
  }

  @Test
  void keysBeyondTheLimitShareOne() {
    for (int i = 0; i < RateLimitedLog.MAX_KEYS; i++) {
      log("key " + i, "known");
    }
    log("new", "shared");
    log("newer", "suppressed");
    log("key 0", "still suppressed by itself");
    assertEquals(RateLimitedLog.MAX_KEYS + 1, lines.lines().size());
    assertEquals("shared", lines.lines().getLast());
  }

  @Test
  void expiredKeysMakeRoom() {
    for (int i = 0; i < 20 * RateLimitedLog.MAX_KEYS; i++) {
      nowNanos += RateLimitedLog.INTERVAL_NANOS / (RateLimitedLog.MAX_KEYS / 2);
      log("key " + i, "written");
      assertTrue(log.keys() <= RateLimitedLog.MAX_KEYS);
    }
    assertEquals(20 * RateLimitedLog.MAX_KEYS, lines.lines().size());
  }
}
