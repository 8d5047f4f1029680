package dev.sluice.net.command;

import dev.sluice.base.settings.SettingsKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A running command with all of its children. It has a session of its own (setsid(2)), so that its
 * process group has all children that do not leave it; children that did are found by their parent.
 */
public final class ShellCommand {
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final List<String> SETSID = List.of("/usr/bin/setsid", "/bin/setsid");
  private static final Path NOTHING = Path.of("/dev/null");

  private final Process process;
  private final Signals signals;
  private final long graceNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean over;

  private ShellCommand(Process process, Signals signals, long graceNanos) {
    this.process = process;
    this.signals = signals;
    this.graceNanos = graceNanos;
  }

  /**
   * Starts a command by the shell, without input, and without the variables of this service, which
   * may hold tokens.
   *
   * @param grace time between SIGTERM and SIGKILL
   * @param prepare sets its outputs, and adds variables
   * @throws IOException if the shell cannot be started; its message is a sentence for people
   */
  public static ShellCommand start(String command, Duration grace, Consumer<ProcessBuilder> prepare)
      throws IOException {
    List<String> words = new ArrayList<>();
    SETSID.stream()
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst()
        .ifPresent(words::add);
    boolean group = !words.isEmpty();
    words.addAll(List.of("/bin/sh", "-c", command));
    ProcessBuilder builder = new ProcessBuilder(words).redirectInput(NOTHING.toFile());
    withoutOwnVariables(builder);
    prepare.accept(builder);
    try {
      Process process = builder.start();
      return new ShellCommand(process, new Signals(group ? process.pid() : 0), grace.toNanos());
    } catch (IOException e) {
      throw new IOException("The shell /bin/sh cannot be started: " + e.getMessage(), e);
    }
  }

  /** Removes the settings of this service from the environment of a process. */
  public static void withoutOwnVariables(ProcessBuilder builder) {
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith(SettingsKey.ENVIRONMENT_PREFIX));
  }

  /** The standard output, if it was not set to go elsewhere. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** The standard error, if it was not set to go elsewhere. */
  public InputStream errors() {
    return process.getErrorStream();
  }

  /** Waits for its own end, not for that of its children; false when the time is over. */
  public boolean await(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The exit status, once it has ended. */
  public int status() {
    return process.exitValue();
  }

  /** Ends it as {@link #end} does, by a thread of its own. */
  public void beginEnd() {
    Thread.ofVirtual().name("exec-end").start(this::end);
  }

  /**
   * Ends it and its children: with SIGTERM, and after the grace time with SIGKILL. Returns after
   * their end.
   */
  public void end() {
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
      Set<ProcessHandle> others = new HashSet<>();
      long deadlineNanos = System.nanoTime() + graceNanos;
      signal(others, Signals.TERM);
      while (anyAlive(others) && System.nanoTime() - deadlineNanos < 0) {
        process.descendants().forEach(others::add);
        LockSupport.parkNanos(NAP_NANOS);
      }
      signal(others, Signals.KILL);
      awaitLeader();
    } finally {
      lock.unlock();
    }
  }

  private void signal(Set<ProcessHandle> others, int signal) {
    // Before the leader: its children lose their parent with it.
    process.descendants().forEach(others::add);
    signals.toGroup(signal);
    boolean kill = signal == Signals.KILL;
    others.forEach(
        other -> {
          boolean unused = kill ? other.destroyForcibly() : other.destroy();
        });
    boolean unused = kill ? process.toHandle().destroyForcibly() : process.toHandle().destroy();
  }

  private boolean anyAlive(Set<ProcessHandle> others) {
    return process.isAlive() || signals.groupRuns() || others.stream().anyMatch(ShellCommand::runs);
  }

  /** An ended process that its parent has not noticed has no command any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private void awaitLeader() {
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        boolean unused = process.waitFor(graceNanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
