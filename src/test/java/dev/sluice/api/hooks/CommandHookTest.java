package dev.sluice.api.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real commands. */
@Timeout(30)
class CommandHookTest {
  private static final HookEvent EVENT =
      new HookEvent(
          HookKind.KEY_FRAME, "cam", "live", "7-a", "a=1&b=$(touch evil)", "192.0.2.1", 2);

  @TempDir private Path folder;
  private final Semaphore places = new Semaphore(1, true);

  private CommandHook hook(String command, Duration timeout) {
    return new CommandHook(
        "hooks.keyFrame.command", command.replace("FOLDER", folder.toString()), places, timeout);
  }

  private String file(String name) throws Exception {
    return Files.readString(folder.resolve(name)).strip();
  }

  private static void until(BooleanSupplier reached, String what) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!reached.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean written(String name) {
    try {
      return !file(name).isEmpty();
    } catch (Exception e) {
      return false;
    }
  }

  private boolean lives(String pidFile) throws Exception {
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(file(pidFile)));
    return process.filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void theValuesAreInTheEnvironmentAndNeverPartOfTheCommand() throws Exception {
    hook(
            "cd FOLDER; printf '%s|' \"$MTX_PATH\" \"$MTX_SOURCE_ID\" \"$MTX_SOURCE_TYPE\""
                + " \"$MTX_QUERY\" $HOOK_EVENT $HOOK_STATE $HOOK_SOURCE $HOOK_WAITING > out",
            Duration.ofSeconds(10))
        .call(EVENT);
    assertEquals("cam|7-a|rtmpConn|a=1&b=$(touch evil)|key_frame|live|192.0.2.1|2|", file("out"));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("out")), files.toList());
    }
  }

  @Test
  void aStatusIsAFailure() {
    HookFailure failure =
        assertThrows(HookFailure.class, () -> hook("exit 3", Duration.ofSeconds(10)).call(EVENT));
    assertEquals("the command ended with status 3", failure.getMessage());
    assertTrue(failure.worthAnother());
    failure =
        assertThrows(
            HookFailure.class,
            () -> hook("/nowhere/secret 2>&1", Duration.ofSeconds(10)).call(EVENT));
    assertEquals("the command ended with status 127", failure.getMessage());
  }

  @Test
  void aCommandThatHangsIsKilledWithItsChildrenAlsoIfItIgnoresSigterm() throws Exception {
    CommandHook hook =
        hook(
            "trap '' TERM; sleep 1000 & echo $! > FOLDER/child; echo $$ > FOLDER/shell;"
                + " while true; do sleep 1000; done",
            Duration.ofMillis(500));
    HookFailure failure = assertThrows(HookFailure.class, () -> hook.call(EVENT));
    assertEquals("the command was not done within hooks.timeoutSeconds", failure.getMessage());
    for (String pid : List.of("child", "shell")) {
      until(
          () -> {
            try {
              return !lives(pid);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          },
          pid + " still lives");
    }
    assertEquals(1, places.availablePermits());
  }

  @Test
  void anInterruptKillsItToo() throws Exception {
    CommandHook hook = hook("sleep 1000 & echo $! > FOLDER/child; wait", Duration.ofSeconds(1000));
    Thread caller =
        Thread.ofVirtual()
            .start(() -> assertThrows(InterruptedException.class, () -> hook.call(EVENT)));
    until(() -> written("child"), "it does not begin");
    caller.interrupt();
    caller.join();
    until(
        () -> {
          try {
            return !lives("child");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        },
        "the child still lives");
    assertEquals(1, places.availablePermits());
  }

  @Test
  void noMoreRunAtOnceThanThereArePlaces() throws Exception {
    CommandHook hook =
        hook(
            "mkdir FOLDER/running || exit 9; echo x >> FOLDER/runs; rmdir FOLDER/running",
            Duration.ofSeconds(20));
    List<Thread> callers =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try {
                                hook.call(EVENT);
                              } catch (HookFailure | InterruptedException e) {
                                throw new AssertionError(e);
                              }
                            }))
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(8, Files.readAllLines(folder.resolve("runs")).size());
  }
}
