package dev.sluice.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class CompilerPriorityTest {
  /** In {@code stat}, behind the name (proc_pid_stat(5)). */
  private static final int NICE = 16;

  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyTheOptimizingCompilerGetsAnotherPriority() throws IOException {
    int before = nice(Path.of("/proc/thread-self"));
    CompilerPriority.lower(withOneThatHasEnded());
    List<Integer> compiler = new ArrayList<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : threads.toList()) {
        if (CompilerPriority.isOptimizingCompiler(thread)) {
          compiler.add(nice(thread));
        }
      }
    }
    assertFalse(compiler.isEmpty());
    compiler.forEach(nice -> assertEquals(CompilerPriority.NICE, nice));
    assertEquals(before, nice(Path.of("/proc/thread-self")));
    assertNotEquals(CompilerPriority.NICE, before);
  }

  /** The threads of this process, after one that was listed and is no more. */
  private static List<Path> withOneThatHasEnded() throws IOException {
    Path folder = Path.of("/proc/self/task");
    try (Stream<Path> threads = Files.list(folder)) {
      return Stream.concat(Stream.of(folder.resolve("0")), threads).toList();
    }
  }

  private static int nice(Path thread) throws IOException {
    String stat = Files.readString(thread.resolve("stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
  }
}
