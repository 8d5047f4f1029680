package dev.sluice.conformance.attack;

import dev.sluice.conformance.harness.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds.
 *
 * @param heapMegabytes live objects, after a full garbage collection
 * @param threads of the operating system
 * @param virtualThreads of Java that are not garbage
 * @param descriptors open files and sockets
 */
record Vitals(long heapMegabytes, long threads, long virtualThreads, long descriptors) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);
  private static final Pattern VIRTUAL =
      Pattern.compile(
          "^ *\\d+: +(\\d+) .* java\\.lang\\.(?:Threads?\\$)?VirtualThread\\b(?!\\$)",
          Pattern.MULTILINE);

  /** Room for what a service learns with time: classes, compiled code, threads of pools. */
  private static final Vitals ROOM = new Vitals(32, 12, 12, 12);

  /** Measures a Java process of this machine. */
  static Vitals of(long pid) throws IOException, InterruptedException {
    String histogram = histogram(pid);
    return new Vitals(
        first(TOTAL, histogram) >> 20,
        entries(Path.of("/proc/" + pid + "/task")),
        first(VIRTUAL, histogram),
        entries(Path.of("/proc/" + pid + "/fd")));
  }

  /** Collects garbage first. */
  private static String histogram(long pid) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> command =
        List.of(
            "/bin/sh",
            "-c",
            "'%s' %d GC.class_histogram | grep -E '^Total|VirtualThread'".formatted(jcmd, pid));
    try (ChildProcess process = ChildProcess.start("jcmd", Path.of("/"), Map.of(), command)) {
      if (process.awaitEnd(PATIENCE) != 0) {
        throw new AssertionError("the service cannot be examined:\n" + process.output());
      }
      return process.output();
    }
  }

  private static long first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  /** True if this is no more than the base line, with some room. */
  boolean isBackAt(Vitals base) {
    return heapMegabytes <= base.heapMegabytes + ROOM.heapMegabytes
        && threads <= base.threads + ROOM.threads
        && virtualThreads <= base.virtualThreads + ROOM.virtualThreads
        && descriptors <= base.descriptors + ROOM.descriptors;
  }
}
