package dev.sluice.base.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.log.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PeriodicTasksTest {
  private static final Duration PERIOD = Duration.ofMillis(1);

  private final LogLines lines = new LogLines();
  private final AtomicLong nowNanos = new AtomicLong(7);
  private final Faults faults = new Faults(lines, nowNanos::get);
  private final PeriodicTasks tasks = new PeriodicTasks(faults, nowNanos::get);

  @AfterEach
  void close() {
    tasks.close();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(20, TimeUnit.SECONDS));
  }

  @Test
  void aTaskThatThrowsHasItsNextTurn() throws Exception {
    CountDownLatch turns = new CountDownLatch(3);
    PeriodicTask task =
        tasks.start(
            "sweep",
            PERIOD,
            now -> {
              assertEquals(7, now);
              turns.countDown();
              if (turns.getCount() == 1) {
                throw new StackOverflowError("deep");
              }
              throw new IllegalStateException("bad");
            });
    await(turns);
    task.close();
    assertTrue(faults.counts().get("sweep") >= 2, faults.counts().toString());
  }

  @Test
  void aTaskOnAnExecutorThatThrowsHasItsNextTurn() throws Exception {
    CountDownLatch turns = new CountDownLatch(3);
    try (ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor()) {
      PeriodicTask task =
          tasks.startOn(
              loop,
              "tick",
              PERIOD,
              now -> {
                turns.countDown();
                throw new IllegalStateException("bad");
              });
      await(turns);
      task.close();
      tasks.close();
      assertFalse(loop.isShutdown(), "the executor is the caller's");
      loop.shutdownNow();
    }
    assertTrue(faults.counts().get("tick") >= 2, faults.counts().toString());
  }

  @Test
  void aTaskThatBlocksDelaysNoOther() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch turns = new CountDownLatch(2);
    tasks.start(
        "blocks",
        PERIOD,
        now -> {
          blocked.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    await(blocked);
    tasks.start("goes-on", PERIOD, now -> turns.countDown());
    await(turns);
    tasks.close();
    await(interrupted);
  }

  @Test
  void faultsAreCountedByPartAndLoggedByPartAndType() {
    FaultGuard shard = faults.guard("shard");
    assertEquals(Map.of("shard", 0L), faults.counts());
    for (int i = 0; i < 3; i++) {
      shard.caught(new IllegalStateException("bad"));
    }
    shard.caught(new StackOverflowError());
    faults.guard("http").caught(new IllegalStateException("bad"));
    assertEquals(Map.of("shard", 4L, "http", 1L), faults.counts());
    assertEquals(
        List.of(
            "Fault in shard; it goes on.",
            "Fault in shard; it goes on.",
            "Fault in http; it goes on."),
        lines.lines());
  }

  @Test
  @Timeout(20)
  void aLoopOutlivesItsFaults() {
    AtomicInteger turns = new AtomicInteger();
    faults
        .guard("accept")
        .repeat(
            () -> {
              int turn = turns.incrementAndGet();
              if (turn < 3) {
                throw new OutOfMemoryError("for the test");
              }
              return turn < 5;
            });
    assertEquals(5, turns.get());
    assertEquals(2, faults.counts().get("accept"));
  }

  @Test
  void anInterruptEndsALoop() {
    faults
        .guard("accept")
        .repeat(
            () -> {
              throw new InterruptedException();
            });
    assertTrue(Thread.interrupted());
    assertEquals(0, faults.counts().get("accept"));
  }

  @Test
  void aLoggerThatFailsEndsNothing() {
    System.Logger failing =
        (System.Logger)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {System.Logger.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("the disk is full");
                });
    Faults unlogged = new Faults(failing, nowNanos::get);
    unlogged
        .guard("sweep")
        .run(
            () -> {
              throw new IllegalStateException("bad");
            });
    assertEquals(Map.of("sweep", 1L), unlogged.counts());
  }
}
