package dev.sluice.bench.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A child process, with its output in a file. */
public final class Child implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  /** A line of output, and when it was read. */
  private record Line(String text, long nanos) {}

  private final Process process;
  private final ProcessCpu cpu;
  private final CompletableFuture<Line> ready = new CompletableFuture<>();
  private final Path log;
  private final Pattern readyLine;
  private final long startedNanos;

  /**
   * Starts the process.
   *
   * @param command with its cores, see {@link Cores}
   * @param readyLine found in the line of its output that says that it is ready
   */
  public Child(List<String> command, Map<String, String> environment, Path log, String readyLine)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    this.log = log;
    this.readyLine = Pattern.compile(readyLine);
    this.startedNanos = System.nanoTime();
    this.process = builder.start();
    this.cpu = new ProcessCpu(process.pid());
    // Ends the child also when this program is interrupted or fails between start and close.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    // A platform thread, because a virtual thread that waits for a pipe holds its carrier. On one
    // core the scheduler ends the substitute carrier after 30 s of idleness. Then every virtual
    // thread of this program would stop, the HTTP client's too.
    Thread unused = Thread.ofPlatform().name("output of child").daemon().start(this::copyOutput);
  }

  private void copyOutput() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter out = Files.newBufferedWriter(log)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line);
        out.newLine();
        out.flush();
        if (readyLine.matcher(line).find()) {
          ready.complete(new Line(line, System.nanoTime()));
        }
      }
      ready.completeExceptionally(new IOException("it ended; see " + log));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  /** Waits until it is ready, and returns the cost. */
  public Startup awaitReady() throws IOException, InterruptedException {
    double seconds = (awaitReadyLine().nanos() - startedNanos) / 1e9;
    return new Startup(seconds, cpuNanos(), residentBytes("VmRSS"));
  }

  /** Waits until it is ready, and returns the line that says so. */
  public String awaitLine() throws IOException, InterruptedException {
    return awaitReadyLine().text();
  }

  private Line awaitReadyLine() throws IOException, InterruptedException {
    try {
      return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("not ready: " + e, e);
    }
  }

  /** User and system time of all its threads. */
  public long cpuNanos() throws IOException {
    return cpu.nanos();
  }

  long pid() {
    return process.pid();
  }

  /**
   * A kind of memory, by its name in {@code /proc/PID/status}: VmRSS for all resident memory,
   * RssShmem for shared memory, such as the heap of a Java process with ZGC.
   */
  long residentBytes(String kind) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(kind + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("process " + process.pid() + " is gone");
  }

  /** Resident bytes of a range. */
  long residentBytes(AddressRange range) throws IOException {
    return range.residentBytes(Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps")));
  }

  /** Waits for its end. */
  public void await() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroy();
    try {
      await();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
