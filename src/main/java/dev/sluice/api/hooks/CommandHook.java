package dev.sluice.api.hooks;

import dev.sluice.net.command.ShellCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * A command that a shell runs. Status 0 is success; any other is worth another try. A command that
 * is not done in time is killed with all of its children.
 */
final class CommandHook implements HookTarget {
  private static final Duration GRACE = Duration.ofSeconds(1);

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
    ShellCommand process;
    try {
      process = ShellCommand.start(command, GRACE, builder -> prepare(builder, event));
    } catch (IOException e) {
      throw new HookFailure("the command cannot be started", true);
    }
    boolean done = false;
    try {
      done = process.await(timeout);
    } finally {
      if (!done) {
        process.end();
      }
    }
    if (!done) {
      throw new HookFailure("the command was not done within hooks.timeoutSeconds", true);
    }
    if (process.status() != 0) {
      throw new HookFailure("the command ended with status " + process.status(), true);
    }
  }

  private static void prepare(ProcessBuilder builder, HookEvent event) {
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    builder.environment().putAll(event.environment());
  }
}
