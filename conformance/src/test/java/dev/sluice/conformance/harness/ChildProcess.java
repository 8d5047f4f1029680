package dev.sluice.conformance.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process with its output. It ends with {@link #close}, or with this virtual machine: a test that
 * runs into its time limit may be left before it closes anything.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

  /** Environment variables to remove: all traffic is on loopback and must not use a proxy. */
  private static final Set<String> PROXY_VARIABLES =
      Set.of("http_proxy", "https_proxy", "all_proxy");

  private final String name;
  private final Process process;
  private final Output output = new Output();
  private final Thread atExit = Thread.ofPlatform().unstarted(this::killAll);

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    read(process.getInputStream());
    read(process.getErrorStream());
  }

  /**
   * Starts a program.
   *
   * @param name its name in messages
   * @param folder its working directory
   * @param environment variables to set besides those of this process
   * @param command the program and its arguments
   */
  public static ChildProcess start(
      String name, Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().keySet().removeIf(key -> PROXY_VARIABLES.contains(key.toLowerCase()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    ChildProcess child = new ChildProcess(name, process);
    try {
      Runtime.getRuntime().addShutdownHook(child.atExit);
    } catch (IllegalStateException e) {
      List<ProcessHandle> unused = child.killAll();
      throw new IOException(name + " was started too late", e);
    }
    return child;
  }

  private void read(InputStream stream) {
    output.opened();
    Thread.ofVirtual()
        .start(
            () -> {
              try (var lines =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(output::add);
              } catch (IOException | RuntimeException e) {
                output.add("[output ended: " + e.getMessage() + "]");
              } finally {
                output.closed();
              }
            });
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** True while it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its output so far, standard error included; the oldest lines are dropped beyond a limit. */
  public String output() {
    return output.text();
  }

  /**
   * Waits for the first line of output, past or future, that matches the pattern.
   *
   * @throws AssertionError with the whole output, if the process ends or the time is over first
   */
  public Matcher awaitLine(Pattern pattern, Duration patience) throws InterruptedException {
    return output
        .await(pattern, patience)
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s wrote no line like \"%s\" within %s; it wrote:%n%s"
                        .formatted(name, pattern, patience, output())));
  }

  /**
   * Waits for it to end.
   *
   * @return its exit code
   */
  public int awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(
          "%s did not end within %s; it wrote:%n%s".formatted(name, patience, output()));
    }
    output.awaitClosed(KILL_PATIENCE);
    return process.exitValue();
  }

  /** Sends SIGTERM and does not wait. */
  public void terminate() {
    // Process.destroy would close the streams too, and lose what the process writes at its end.
    process.toHandle().destroy();
  }

  /** Sends SIGKILL, like a crash. */
  public void kill() {
    process.destroyForcibly();
  }

  /** An action that may fail. */
  @FunctionalInterface
  public interface Meanwhile {
    /** Runs while the process stands still. */
    void run() throws Exception;
  }

  /** Sends SIGSTOP, lets some time go by, and sends SIGCONT; children stop, too. */
  public void stopFor(Meanwhile meanwhile) throws Exception {
    signal("-STOP");
    try {
      meanwhile.run();
    } finally {
      signal("-CONT");
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", name, Long.toString(pid())));
    process.descendants().forEach(child -> command.add(Long.toString(child.pid())));
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new AssertionError(this.name + " has ended: " + output());
    }
  }

  private List<ProcessHandle> killAll() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    return all;
  }

  /** Ends it and all its child processes. */
  @Override
  public void close() {
    List<ProcessHandle> all = killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The virtual machine ends.
    }
    for (ProcessHandle handle : all) {
      try {
        handle.onExit().get(KILL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new IllegalStateException(name + ": process " + handle.pid() + " does not end", e);
      }
    }
  }
}
