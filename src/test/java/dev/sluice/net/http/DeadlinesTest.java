package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines of one connection, also while the clock wraps. */
final class DeadlinesTest {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration HEAD = Duration.ofSeconds(10);

  private static long at(long start, long millis) {
    return start + millis * 1_000_000;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE - 1, Long.MIN_VALUE})
  void aReadLastsNoLongerThanItsMessage(long start) {
    Deadlines deadlines = new Deadlines(start);
    assertEquals(SILENCE, deadlines.readBegins(SILENCE, at(start, 0)));
    deadlines.readEnds();
    deadlines.messageBegins(HEAD, at(start, 1000));
    assertEquals(Duration.ofSeconds(8), deadlines.readBegins(SILENCE, at(start, 3000)));
    deadlines.readEnds();
    deadlines.messageBegins(HEAD, at(start, 5000));
    assertFalse(deadlines.messageLate(at(start, 10_999)));
    assertTrue(deadlines.messageLate(at(start, 11_000)));
    assertEquals(Duration.ofMillis(1), deadlines.readBegins(SILENCE, at(start, 11_000)));
    deadlines.messageEnds();
    assertFalse(deadlines.messageLate(at(start, 99_000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1})
  void aPendingReadIsOverdueOneSecondLater(long start) {
    Deadlines deadlines = new Deadlines(start);
    assertFalse(deadlines.readOverdue(at(start, 99_000)));
    deadlines.readBegins(SILENCE, at(start, 0));
    assertFalse(deadlines.readOverdue(at(start, 30_999)));
    assertTrue(deadlines.readOverdue(at(start, 31_000)));
    deadlines.readEnds();
    assertFalse(deadlines.readOverdue(at(start, 31_000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1})
  void aPendingWriteIsOverdueAtItsLimit(long start) {
    Deadlines deadlines = new Deadlines(start);
    assertFalse(deadlines.writeOverdue(at(start, 99_000)));
    deadlines.writeBegins(HEAD, at(start, 0));
    assertFalse(deadlines.writeOverdue(at(start, 9_999)));
    assertTrue(deadlines.writeOverdue(at(start, 10_000)));
    deadlines.writeEnds();
    assertFalse(deadlines.writeOverdue(at(start, 10_000)));
  }
}
