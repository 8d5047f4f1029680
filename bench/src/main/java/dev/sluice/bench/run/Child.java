package dev.sluice.bench.run;

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

/** A child process, with its output in a file. */
public final class Child implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final ProcessCpu cpu;
  private final CompletableFuture<String> firstLine = new CompletableFuture<>();
  private final Path log;

  /**
   * Starts the process.
   *
   * @param pinned true to pin it to the server's core
   */
  public Child(List<String> command, Map<String, String> environment, Path log, boolean pinned)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(pinned ? Cores.onServerCore(command) : command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    this.log = log;
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
        firstLine.complete(line);
      }
      firstLine.completeExceptionally(new IOException("it ended; see " + log));
    } catch (IOException e) {
      firstLine.completeExceptionally(e);
    }
  }

  /** Waits for its first line of output, and returns the line. */
  public String awaitFirstLine() throws IOException, InterruptedException {
    try {
      return firstLine.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
  void await() throws InterruptedException {
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
