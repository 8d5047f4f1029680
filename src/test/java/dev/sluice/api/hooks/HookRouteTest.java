package dev.sluice.api.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.hooks.HookCounters.Outcome;
import dev.sluice.base.log.LogLines;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of events, retries, limits and the end, with hooks that do as the test says. */
@Timeout(30)
class HookRouteTest {
  private static final int TRIES = 4;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final HookCounters counters = new HookCounters();
  private final LogLines lines = new LogLines();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Semaphore permits = new Semaphore(0);
  private final Scripted target = new Scripted();
  private HookRoute route = route(1, 2);

  /** Records its calls, waits for a permit, and fails where the test says so. */
  private final class Scripted implements HookTarget {
    private volatile boolean waits;
    private volatile boolean fails;
    private volatile boolean worthAnother = true;
    private volatile boolean faulty;

    @Override
    public void call(HookEvent event) throws HookFailure, InterruptedException {
      calls.add(event.stream() + " " + event.state());
      if (waits) {
        permits.acquire();
      }
      if (faulty) {
        throw new IllegalArgumentException("a fault");
      }
      if (fails) {
        throw new HookFailure("it is broken", worthAnother);
      }
    }

    @Override
    public String key() {
      return "hooks.ready.url";
    }
  }

  private HookRoute route(long firstMillis, long capMillis) {
    return new HookRoute(
        Map.of(HookKind.READY, target, HookKind.NOT_READY, target, HookKind.KEY_FRAME, target),
        new HookRetry(TRIES, firstMillis, capMillis, new Random(1)),
        counters,
        new RateLimitedLog(lines, System::nanoTime),
        new Faults(System::nanoTime).guard("hook"));
  }

  @AfterEach
  void stop() {
    route.close(1);
  }

  private static HookEvent event(HookKind kind, String stream, String state) {
    return new HookEvent(kind, stream, state, "", "", "", 0);
  }

  private void ready(String stream, String state) {
    route.submit(event(HookKind.READY, stream, state));
  }

  private static void until(BooleanSupplier reached) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!reached.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it does not come");
      LockSupport.parkNanos(500_000);
    }
  }

  @Test
  void eventsOfAStreamComeInOrderWhileOthersAreNotDelayed() {
    target.waits = true;
    ready("a", "1");
    until(() -> calls.size() == 1);
    route.submit(event(HookKind.NOT_READY, "a", "2"));
    ready("a", "3");
    ready("b", "1");
    until(() -> calls.size() == 2);
    assertEquals(List.of("a 1", "b 1"), calls);
    permits.release(10);
    until(() -> route.pending() == 0);
    assertEquals(
        List.of("a 1", "a 2", "a 3"), calls.stream().filter(c -> c.startsWith("a")).toList());
    assertEquals(4, counters.of(Outcome.DONE));
  }

  @Test
  void aFailureIsTriedAgainAndNothingOvertakes() {
    target.fails = true;
    ready("a", "1");
    ready("a", "2");
    until(() -> route.pending() == 0);
    List<String> expected = new ArrayList<>();
    for (String call : List.of("a 1", "a 2")) {
      IntStream.range(0, TRIES).forEach(i -> expected.add(call));
    }
    assertEquals(expected, calls);
    assertEquals(2, counters.of(Outcome.FAILED));
    assertEquals(2 * (TRIES - 1), counters.of(Outcome.RETRIED));
    // One line for tries that are followed by others, and one for the last.
    assertEquals(
        List.of(
            "hooks.ready.url failed for stream 'a': it is broken; it is tried again.",
            "hooks.ready.url failed for stream 'a': it is broken."),
        lines.lines());
  }

  @Test
  void aFinalFailureIsNotTriedAgain() {
    target.fails = true;
    target.worthAnother = false;
    ready("a", "1");
    until(() -> route.pending() == 0);
    assertEquals(1, calls.size());
    assertEquals(0, counters.of(Outcome.RETRIED));
  }

  @Test
  void aFaultEndsTheCallAndNotTheCallsAfterIt() {
    target.faulty = true;
    ready("a", "1");
    until(() -> counters.of(Outcome.FAILED) == 1);
    target.faulty = false;
    ready("a", "2");
    until(() -> route.pending() == 0);
    assertEquals(List.of("a 1", "a 2"), calls);
    assertEquals(1, counters.of(Outcome.DONE));
  }

  @Test
  void aQueueThatIsFullLosesItsOldestPairs() {
    target.waits = true;
    for (int i = 0; i < HookRoute.MAX_PER_STREAM + 4; i++) {
      route.submit(
          event(i % 2 == 0 ? HookKind.READY : HookKind.NOT_READY, "a", Integer.toString(i)));
    }
    permits.release(100);
    until(() -> route.pending() == 0);
    assertEquals(4, counters.of(Outcome.DROPPED));
    assertEquals("a 0", calls.getFirst());
    assertEquals("a 5", calls.get(1));
    assertEquals("a " + (HookRoute.MAX_PER_STREAM + 3), calls.getLast());
    assertTrue(lines.lines().getFirst().contains("too many events wait"));
  }

  @Test
  void thereIsALimitForAllStreams() {
    target.waits = true;
    for (int i = 0; i < HookRoute.MAX_PENDING + 5; i++) {
      ready("s" + i, "1");
    }
    assertEquals(5, counters.of(Outcome.DROPPED));
    permits.release(2 * HookRoute.MAX_PENDING);
    until(() -> route.pending() == 0);
    assertEquals(HookRoute.MAX_PENDING, counters.of(Outcome.DONE));
  }

  @Test
  void aCallForAKeyPictureIsNeverRepeatedAndNeverTwiceAtOnce() {
    target.waits = true;
    target.fails = true;
    HookEvent wanted = event(HookKind.KEY_FRAME, "a", "live");
    route.submitNow(wanted);
    until(() -> calls.size() == 1);
    route.submitNow(wanted);
    assertEquals(1, counters.of(Outcome.DROPPED));
    permits.release(1);
    until(() -> route.pending() == 0);
    assertEquals(1, calls.size());
    assertEquals(1, counters.of(Outcome.FAILED));
    target.fails = false;
    permits.release(1);
    route.submitNow(wanted);
    until(() -> counters.of(Outcome.DONE) == 1);
  }

  @Test
  void theEndWaitsForCallsButNotForRetries() {
    route = route(60_000, 60_000);
    target.fails = true;
    ready("a", "1");
    until(() -> calls.size() == 1);
    target.fails = false;
    route.submit(event(HookKind.NOT_READY, "a", "2"));
    long begin = System.nanoTime();
    route.close(PATIENCE_NANOS);
    assertTrue(System.nanoTime() - begin < PATIENCE_NANOS / 2);
    assertEquals(List.of("a 1", "a 2"), calls);
    assertEquals(1, counters.of(Outcome.DONE));
    ready("a", "3");
    assertEquals(2, calls.size());
  }

  @Test
  void theEndInterruptsWhatHangs() {
    target.waits = true;
    ready("a", "1");
    until(() -> calls.size() == 1);
    route.close(TimeUnit.MILLISECONDS.toNanos(50));
    assertEquals(1, counters.of(Outcome.FAILED));
    assertEquals(0, route.pending());
  }

  @Test
  void pausesGrowToACapAndDiffer() {
    HookRetry retry = new HookRetry(50, 500, 30_000, new Random(7));
    for (int failures = 1; failures <= 50; failures++) {
      long full = Math.min(30_000, 500L << Math.min(20, failures - 1));
      long pause = retry.pauseMillis(failures);
      assertTrue(pause >= full / 2 && pause <= full, failures + ": " + pause);
    }
    assertFalse(
        IntStream.range(0, 20).mapToLong(i -> retry.pauseMillis(9)).distinct().count() < 10);
  }

  @Test
  void submittingNeverWaits() throws Exception {
    target.waits = true;
    CountDownLatch submitted = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; i < 100; i++) {
                ready("a", "x");
              }
              submitted.countDown();
            });
    assertTrue(submitted.await(5, TimeUnit.SECONDS));
    permits.release(1000);
  }
}
