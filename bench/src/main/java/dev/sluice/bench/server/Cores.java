package dev.sluice.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Servers run on the first core; the launcher keeps this program off it. */
public enum Cores {
  /** The core of the servers. */
  SERVER("0"),
  /** All cores, this program's too: for the time that a start takes there. */
  ALL("0-" + (count() - 1));

  private final String list;

  Cores(String list) {
    this.list = list;
  }

  /** The command, restricted to these cores. */
  public List<String> running(List<String> command) {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", list));
    pinned.addAll(command);
    return pinned;
  }

  /** Cores of the machine; the runtime counts only those of this process. */
  private static int count() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return (int) lines.filter(line -> line.startsWith("processor")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
