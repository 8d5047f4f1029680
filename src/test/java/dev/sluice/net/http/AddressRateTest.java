package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AddressRateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = Long.MAX_VALUE - SECOND;

  @Test
  void aBurstPassesAndThenTheRate() {
    AddressRate rate = new AddressRate(10, 3, START);
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), rate.take("a", START), "request " + i);
    }
    assertEquals(Optional.of(Duration.ofMillis(100)), rate.take("a", START));
    assertEquals(Optional.empty(), rate.take("b", START), "another client");
    // The clock overflows on the way.
    int passed = 0;
    for (int millis = 1; millis <= 10_000; millis++) {
      passed += rate.take("a", START + millis * 1_000_000L).isEmpty() ? 1 : 0;
    }
    assertEquals(100, passed);
  }

  @Test
  void aRefusedRequestCostsNothing() {
    AddressRate rate = new AddressRate(1, 1, 0);
    assertTrue(rate.take("a", 0).isEmpty());
    for (int i = 0; i < 100; i++) {
      assertTrue(rate.take("a", SECOND / 2).isPresent());
    }
    assertTrue(rate.take("a", SECOND).isEmpty());
  }

  @Test
  void clientsAreForgottenWhenTheirBucketIsFullAgain() {
    AddressRate rate = new AddressRate(10, 10, 0);
    for (int i = 0; i < 1000; i++) {
      assertTrue(rate.take("client " + i, 0).isEmpty());
    }
    assertEquals(1000, rate.clients());
    assertTrue(rate.take("late", 2 * SECOND).isEmpty());
    assertEquals(1, rate.clients());
  }

  @Test
  void itsMemoryIsBounded() {
    AddressRate rate = new AddressRate(1, 100, 0);
    assertTrue(rate.take("known", 0).isEmpty());
    for (int i = 0; i < AddressRate.MAX_CLIENTS + 10; i++) {
      rate.take("client " + i, 0);
    }
    assertEquals(AddressRate.MAX_CLIENTS, rate.clients());
    assertTrue(rate.take("unknown", 0).isPresent());
    assertTrue(rate.take("known", 0).isEmpty());
  }
}
