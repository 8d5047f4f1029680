package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacesTest {
  private static final int MANY = 1_000;

  @ParameterizedTest
  @CsvSource({
    "2, 1000, 1000, 1000, There are 2 viewers",
    "1000, 2, 1000, 1000, Stream 'live' has 2 viewers",
    "1000, 1000, 2, 1000, Your address has 2 viewers",
    "1000, 1000, 1000, 2, 2 viewers are connecting"
  })
  void eachLimitIsSaidAndNothingIsTakenByARefusal(
      int all, int perStream, int perClient, int connecting, String sentence) throws Exception {
    Places places =
        new Places(new SessionSettings(all, perStream, perClient, connecting, 1, 1, false));
    Places.Place first = places.take("live", "a");
    Places.Place second = places.take("live", "a");
    for (int i = 0; i < 10; i++) {
      String message = refusal(places);
      assertTrue(message.startsWith(sentence), message);
    }
    first.free();
    first.free();
    places.take("live", "a").free();
    second.free();
    assertEquals(0, places.taken() + places.keys() + places.connecting());
  }

  @Test
  void whoIsConnectedIsNotConnectingAnyMore() throws Exception {
    Places places = new Places(new SessionSettings(MANY, MANY, MANY, 1, 1, 1, false));
    Places.Place first = places.take("live", "a");
    assertTrue(refusal(places).contains("connecting"));
    first.connected();
    first.connected();
    Places.Place second = places.take("live", "a");
    assertEquals(1, places.connecting());
    first.free();
    assertEquals(1, places.connecting());
    second.free();
    second.connected();
    assertEquals(0, places.taken() + places.keys() + places.connecting());
  }

  @Test
  void whomNoLimitIsForIsNotCounted() throws Exception {
    Places places = new Places(new SessionSettings(MANY, MANY, 1, MANY, 1, 1, false));
    for (int i = 0; i < 10; i++) {
      places.take("live", "");
    }
    assertEquals(10, places.taken());
    assertEquals(1, places.keys());
  }

  @Test
  void manyAtOnceNeverGetMoreThanThereIs() throws Exception {
    Places places = new Places(new SessionSettings(MANY, MANY, 7, MANY, 1, 1, false));
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tasks.add(
          () -> {
            try {
              places.take("live", "a");
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
    assertEquals(taken, places.taken());
  }

  private static String refusal(Places places) {
    return assertThrows(SessionLimitException.class, () -> places.take("live", "a")).getMessage();
  }
}
