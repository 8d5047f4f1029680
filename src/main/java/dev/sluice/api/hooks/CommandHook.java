package dev.sluice.api.hooks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A command that a shell runs. Status 0 is success; any other is worth another try. A command that
 * is not done in time is killed with all of its children.
 */
final class CommandHook implements HookTarget {
  /** Variables with this prefix are settings of the service, secrets among them. */
  private static final String OWN_VARIABLES = "SLUICE_";

  private static final long GRACE_NANOS = 1_000_000_000;
  private static final long LOOK_NANOS = 10_000_000;

  private final String key;
  private final String command;
  private final Semaphore places;
  private final Duration timeout;

  /**
   * @param key of the setting, for the log
   * @param places for commands that run at once, shared by all
   * @param timeout of one run
   */
  CommandHook(String key, String command, Semaphore places, Duration timeout) {
    this.key = key;
    this.command = command;
    this.places = places;
    this.timeout = timeout;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public void call(HookEvent event) throws HookFailure, InterruptedException {
    places.acquire();
    try {
      run(event);
    } finally {
      places.release();
    }
  }

  private void run(HookEvent event) throws HookFailure, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith(OWN_VARIABLES));
    variables.putAll(event.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new HookFailure("the command cannot be started", true);
    }
    boolean done = false;
    try {
      done = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!done) {
        kill(process.toHandle());
      }
    }
    if (!done) {
      throw new HookFailure("the command was not done within hooks.timeoutSeconds", true);
    }
    if (process.exitValue() != 0) {
      throw new HookFailure("the command ended with status " + process.exitValue(), true);
    }
  }

  /** Ends a process and its descendants, by force if they are still there after a second. */
  private static void kill(ProcessHandle process) {
    // The descendants first: those of a process that has ended are not known any more.
    List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process)).toList();
    all.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + GRACE_NANOS;
    while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    all.stream()
        .flatMap(one -> Stream.concat(one.descendants(), Stream.of(one)))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
