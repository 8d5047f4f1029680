package dev.sluice.source.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A running command with all of its children. It has a session of its own (setsid(2)), so that its
 * process group has all children that do not leave it; children that did are found by their parent.
 */
final class CommandProcess {
  /** Time between SIGTERM and SIGKILL. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final String OWN_VARIABLES = "SLUICE_";
  private static final List<String> SETSID = List.of("/usr/bin/setsid", "/bin/setsid");
  private static final Path NOTHING = Path.of("/dev/null");

  private final Process process;
  private final Signals signals;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean over;

  private CommandProcess(Process process, Signals signals) {
    this.process = process;
    this.signals = signals;
  }

  /**
   * Starts a command by the shell, without the variables of this service, which may hold tokens.
   *
   * @param stream for the log, which gets its standard error
   */
  static CommandProcess start(String command, String stream) throws IOException {
    List<String> words = new ArrayList<>();
    SETSID.stream()
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst()
        .ifPresent(words::add);
    boolean group = !words.isEmpty();
    words.addAll(List.of("/bin/sh", "-c", command));
    ProcessBuilder builder = new ProcessBuilder(words).redirectInput(NOTHING.toFile());
    withoutOwnVariables(builder);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException("The shell /bin/sh cannot be started: " + e.getMessage(), e);
    }
    ErrorLines errors = new ErrorLines(stream);
    Thread.ofPlatform()
        .daemon()
        .name("exec-errors-" + stream)
        .start(() -> errors.read(process.getErrorStream()));
    return new CommandProcess(process, new Signals(group ? process.pid() : 0));
  }

  static void withoutOwnVariables(ProcessBuilder builder) {
    builder.environment().keySet().removeIf(name -> name.startsWith(OWN_VARIABLES));
  }

  /** The standard output. */
  InputStream output() {
    return process.getInputStream();
  }

  /** The exit status, once it has ended. */
  int status() {
    return process.exitValue();
  }

  /** Ends it as {@link #end} does, by a thread of its own. */
  void beginEnd() {
    Thread.ofVirtual().name("exec-end").start(this::end);
  }

  /**
   * Ends it and its children: with SIGTERM, and after 2 s with SIGKILL. Returns after their end.
   */
  void end() {
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
      Set<ProcessHandle> others = new HashSet<>();
      long deadlineNanos = System.nanoTime() + GRACE_NANOS;
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
    return process.isAlive()
        || signals.groupRuns()
        || others.stream().anyMatch(CommandProcess::runs);
  }

  /** An ended process that its parent has not noticed has no command any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private void awaitLeader() {
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        boolean unused = process.waitFor(GRACE_NANOS, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
