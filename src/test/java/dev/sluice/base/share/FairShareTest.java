package dev.sluice.base.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.share.FairShare.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FairShareTest {
  private static final int PLACES = 1000;

  private final FairShare share = new FairShare(PLACES);

  /** Lets addresses take places in turn until each is refused. */
  private int fill(int addresses) {
    boolean any = true;
    while (any) {
      any = false;
      for (int i = 0; i < addresses; i++) {
        any |= share.take("attacker-" + i) == Result.TAKEN;
      }
    }
    return share.taken();
  }

  @ParameterizedTest
  @CsvSource({"1, 200", "2, 332", "10, 710", "100, 961", "500, 995"})
  void someAddressesCannotTakeAll(int addresses, int taken) {
    assertEquals(taken, fill(addresses), 5);
    assertEquals(Result.TAKEN, share.take("viewer"));
  }

  /** The attackers take again what viewers give back, in every order. */
  @Test
  void aViewerAlwaysGetsAPlaceBesideTenBusyAddresses() {
    long seed = 31;
    Random random = new Random(seed);
    List<String> held = new ArrayList<>();
    for (int round = 0; round < 20_000; round++) {
      String key = "attacker-" + random.nextInt(10);
      if (share.take(key) == Result.TAKEN) {
        held.add(key);
      }
      if (!held.isEmpty() && random.nextInt(20) == 0) {
        share.free(held.remove(random.nextInt(held.size())));
      }
      assertEquals(Result.TAKEN, share.take("viewer"), "seed " + seed + ", round " + round);
      share.free("viewer");
    }
    held.forEach(share::free);
    assertEquals(0, share.taken() + share.keys());
  }

  @Test
  void anAddressWithoutAPlaceGetsTheLastOne() {
    for (int i = 0; i < PLACES - 1; i++) {
      assertEquals(Result.TAKEN, share.take("address-" + i));
    }
    assertEquals(Result.SHARE_USED, share.take("address-0"));
    assertEquals(Result.TAKEN, share.take("viewer"));
    assertEquals(Result.FULL, share.take("one more"));
    assertEquals(PLACES, share.taken());
    assertEquals(PLACES, share.keys());
  }

  @Test
  void anExemptAddressMayTakeAll() {
    for (int i = 0; i < PLACES; i++) {
      assertEquals(Result.TAKEN, share.take(""));
    }
    assertEquals(Result.FULL, share.take(""));
    assertEquals(0, share.keys());
    share.free("");
    assertEquals(Result.TAKEN, share.take("viewer"));
  }

  @Test
  void thereAreNeverMoreThanAllPlacesAtOnce() throws Exception {
    FairShare few = new FairShare(7);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String key = "address-" + i;
      tasks.add(() -> few.take(key) == Result.TAKEN);
    }
    int taken = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> one : threads.invokeAll(tasks)) {
        taken += one.get() ? 1 : 0;
      }
    }
    assertTrue(taken >= 1 && taken <= 7, taken + " places");
    assertEquals(taken, few.taken());
    assertEquals(taken, few.keys());
  }
}
