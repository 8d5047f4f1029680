package dev.sluice.conformance.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All shapes of attack against the service with a heap of 256 MB, in waves. {@code
 * -Dsluice.attack.shape=NAME} runs one shape alone, {@code -Dsluice.attack.seconds=N} sets its
 * time.
 */
class AttackTest {
  private static final Duration QUICK_WAVE = Duration.ofSeconds(6);
  private static final Duration LONG_WAVE = Duration.ofSeconds(95);
  private static final Duration BETWEEN_JOINS = Duration.ofSeconds(5);
  private static final Duration JOIN = Duration.ofSeconds(15);
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  /** Time in which the service has loaded its classes, and the viewer shows its usual gaps. */
  private static final Duration SETTLE = Duration.ofSeconds(3);

  /** Attacks may cost the good viewer this much more than its usual gap between pictures. */
  private static final long MORE_GAP_MILLIS = 1000;

  /** Bad input is logged once for each cause and interval */
  private static final int MAX_LOG_LINES = 100;

  /** What writes lines for each source that is accepted, and for each stream that ends. */
  private static final List<String> LIFE_CYCLE = List.of(".SourceLog: ", ".life.Streams: ");

  private static final Pattern STACK_TRACE =
      Pattern.compile("^\\s+at [\\w.$/]+\\(|Exception\\b|OutOfMemory", Pattern.MULTILINE);

  @Test
  @Tag("quick")
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void holdsForAMinute() throws Exception {
    hold(QUICK_WAVE);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void holdsForTenMinutes() throws Exception {
    hold(LONG_WAVE);
  }

  /**
   * Outcome of a wave.
   *
   * @param faults of the service
   * @param suffered by viewers
   */
  private record Result(List<String> faults, List<String> suffered) {}

  private static void hold(Duration wave) throws Exception {
    try (AttackedService service = new AttackedService()) {
      long quietSinceMillis = System.currentTimeMillis();
      service.join(JOIN);
      await(SETTLE);
      Vitals base = service.vitals();
      long usualGapMillis = service.longestGapMillis(quietSinceMillis);
      List<String> faults = new ArrayList<>();
      for (Wave one : Wave.chosen()) {
        Duration time = Wave.seconds().orElse(wave);
        faults.addAll(
            runTwiceIfViewersSuffer(one, time, service, usualGapMillis + MORE_GAP_MILLIS));
      }
      assertEquals(List.of(), faults, service::log);
      assertQuiet(service.log());
      assertTrue(service.isPushed(), "the pusher was cut off");
      awaitRecovery(service, base);
    }
  }

  /**
   * Runs a wave, and again if it costs viewers something. Other processes of a busy machine can
   * cost them as much, but not each time.
   */
  private static List<String> runTwiceIfViewersSuffer(
      Wave wave, Duration time, AttackedService service, long maxGap)
      throws IOException, InterruptedException {
    Result first = run(wave, time, service, maxGap);
    if (first.suffered.isEmpty()) {
      return first.faults;
    }
    System.out.println("attack: again, since " + first.suffered);
    Result second = run(wave, time, service, maxGap);
    return Stream.of(first.faults, second.faults, second.suffered).flatMap(List::stream).toList();
  }

  /** Runs a wave, and lets viewers join meanwhile. */
  private static Result run(Wave wave, Duration time, AttackedService service, long maxGap)
      throws IOException, InterruptedException {
    long beginMillis = System.currentTimeMillis();
    long end = System.nanoTime() + time.toNanos();
    List<String> suffered = new ArrayList<>();
    WaveRun attackers = new WaveRun(wave, service.sockets(), time);
    try (attackers) {
      // The attackers get a moment, so that the viewer does not come before them.
      await(Duration.ofSeconds(1));
      do {
        joinOrSay(service, wave, suffered);
        long left = end - System.nanoTime();
        await(Duration.ofNanos(Math.min(left, BETWEEN_JOINS.toNanos())));
      } while (System.nanoTime() < end && service.isAlive());
    }
    System.out.print(attackers.report());
    assertTrue(service.isAlive(), () -> wave.name() + " ended the service:\n" + service.log());
    long gap = service.longestGapMillis(beginMillis);
    if (gap > maxGap) {
      suffered.add("%s: no picture for %d ms".formatted(wave.name(), gap));
    }
    System.out.printf("attack: %s: longest gap %d ms, %s%n", wave.name(), gap, service.vitals());
    return new Result(attackers.faults(), suffered);
  }

  private static void joinOrSay(AttackedService service, Wave wave, List<String> suffered)
      throws IOException, InterruptedException {
    try {
      service.join(JOIN);
    } catch (AssertionError e) {
      suffered.add("%s: no viewer can join: %s".formatted(wave.name(), e.getMessage()));
    }
  }

  private static void assertQuiet(String log) {
    assertEquals(List.of(), STACK_TRACE.matcher(log).results().map(r -> r.group()).toList(), log);
    long lines = log.lines().filter(line -> LIFE_CYCLE.stream().noneMatch(line::contains)).count();
    assertTrue(lines <= MAX_LOG_LINES, log);
  }

  private static void awaitRecovery(AttackedService service, Vitals base) throws Exception {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    Vitals now = service.vitals();
    while (!now.isBackAt(base)) {
      assertTrue(System.nanoTime() < deadline, "before " + base + ", afterwards " + now);
      await(Duration.ofSeconds(1));
      now = service.vitals();
    }
    System.out.println("attack: before " + base + ", afterwards " + now);
  }

  private static void await(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
