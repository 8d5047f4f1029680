package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionLimiterTest {
  private static final int MANY = 1_000;

  private static SessionSettings limits(int all, int perStream, int perClient, int connecting) {
    return GivenSettings.of(
        SessionSettings::new,
        Map.of(
            "sessions.max", all,
            "sessions.maxPerStream", perStream,
            "limits.sessionsPerAddress", perClient,
            "limits.connecting", connecting));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 1000, 1000, There are 2 viewers",
    "1000, 2, 1000, 1000, Stream 'live' has 2 viewers",
    "1000, 1000, 2, 1000, Your address has 2 viewers",
    "1000, 1000, 1000, 12, Too many viewers of your address are connecting"
  })
  void eachLimitIsSaidAndNothingIsTakenByARefusal(
      int all, int perStream, int perClient, int connecting, String sentence) throws Exception {
    SessionLimiter limiter = new SessionLimiter(limits(all, perStream, perClient, connecting));
    SessionLimiter.Slot first = limiter.take("live", "a");
    SessionLimiter.Slot second = limiter.take("live", "a");
    for (int i = 0; i < 10; i++) {
      String message = refusal(limiter);
      assertTrue(message.startsWith(sentence), message);
    }
    first.free();
    first.free();
    limiter.take("live", "a").free();
    second.free();
    assertEquals(0, limiter.taken() + limiter.keys() + limiter.connecting());
  }

  @Test
  void allPlacesMayBeConnecting() throws Exception {
    SessionLimiter limiter = new SessionLimiter(limits(MANY, MANY, MANY, 2));
    limiter.take("live", "b");
    limiter.take("live", "c");
    assertTrue(refusal(limiter).startsWith("2 viewers are connecting"));
  }

  @Test
  void whoIsConnectedIsNotConnectingAnyMore() throws Exception {
    SessionLimiter limiter = new SessionLimiter(limits(MANY, MANY, MANY, 1));
    SessionLimiter.Slot first = limiter.take("live", "a");
    assertTrue(refusal(limiter).contains("connecting"));
    first.connected();
    first.connected();
    SessionLimiter.Slot second = limiter.take("live", "a");
    assertEquals(1, limiter.connecting());
    first.free();
    assertEquals(1, limiter.connecting());
    second.free();
    second.connected();
    assertEquals(0, limiter.taken() + limiter.keys() + limiter.connecting());
  }

  @ParameterizedTest
  @CsvSource({"10, 1000", "100, 1000", "10, 20"})
  void addressesThatNeverConnectDoNotKeepOthersOut(int addresses, int connecting) throws Exception {
    SessionLimiter limiter = new SessionLimiter(limits(10_000, 10_000, 100, connecting));
    for (int i = 0; i < 100 * addresses; i++) {
      try {
        limiter.take("live", "attacker-" + i % addresses);
      } catch (SessionLimitException e) {
        // Refused, as often as it tries.
        assertTrue(limiter.connecting() < connecting, e::getMessage);
      }
    }
    for (int i = 0; i < 1000; i++) {
      limiter.take("live", "viewer-" + i).connected();
    }
  }

  @Test
  void whomNoLimitIsForIsNotCounted() throws Exception {
    SessionLimiter limiter = new SessionLimiter(limits(MANY, MANY, 1, MANY));
    for (int i = 0; i < 10; i++) {
      limiter.take("live", "");
    }
    assertEquals(10, limiter.taken());
    assertEquals(1, limiter.keys());
  }

  @Test
  void manyAtOnceNeverGetMoreThanThereIs() throws Exception {
    SessionLimiter limiter = new SessionLimiter(limits(MANY, MANY, 7, MANY));
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tasks.add(
          () -> {
            try {
              limiter.take("live", "a");
              return 1;
            } catch (SessionLimitException e) {
              return 0;
            }
          });
    }
    int taken = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> one : threads.invokeAll(tasks)) {
        taken += one.get();
      }
    }
    // Two that compete for the last place may both be refused.
    assertTrue(taken >= 1 && taken <= 7, taken + " were let in");
    assertEquals(taken, limiter.taken());
  }

  private static String refusal(SessionLimiter limiter) {
    return assertThrows(SessionLimitException.class, () -> limiter.take("live", "a")).getMessage();
  }
}
