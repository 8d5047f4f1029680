package dev.sluice.source.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(3);

  @Test
  void doublesUpToTheLimitAndVaries() {
    Backoff backoff = new Backoff(FIRST, MOST, new Random(7));
    boolean varied = false;
    for (int failure = 0; failure < 100; failure++) {
      long whole = Math.min(MOST.toNanos(), FIRST.toNanos() << Math.min(failure, 10));
      long nanos = backoff.nextNanos();
      assertTrue(nanos <= whole && nanos >= whole / 2, failure + ": " + nanos);
      varied |= nanos != whole;
    }
    assertTrue(varied);
    assertEquals(100, backoff.failures());
  }

  @Test
  void beginsAnewAfterAConnectionThatWorked() {
    Backoff backoff = new Backoff(FIRST, MOST, new Random(7));
    for (int i = 0; i < 10; i++) {
      backoff.nextNanos();
    }

    backoff.reset();

    assertEquals(0, backoff.failures());
    assertTrue(backoff.nextNanos() <= FIRST.toNanos());
  }
}
