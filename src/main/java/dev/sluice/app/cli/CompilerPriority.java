package dev.sluice.app.cli;

import dev.sluice.base.foreign.ThreadNice;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The priority of the JVM's optimizing compiler. It would take half a second of a core from the
 * first viewers, although nothing waits for it: the code of the first compiler runs until then.
 */
final class CompilerPriority {
  private static final System.Logger LOG = System.getLogger(CompilerPriority.class.getName());

  /** Linux has threads here, each with a nice value of its own. */
  private static final Path THREADS = Path.of("/proc/self/task");

  /** The JVM's name of the thread; the kernel keeps its first 15 characters. */
  private static final String OPTIMIZING_COMPILER = "C2 ";

  /** The lowest priority: the compiler gets idle time. With 10 it took a fifth of a busy core. */
  static final int NICE = 19;

  private CompilerPriority() {}

  /** Lowers it, on Linux. */
  static void lower() {
    if (!Files.isDirectory(THREADS)) {
      return;
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      lower(threads);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.DEBUG, "The priority of the compiler stays as it is.", e);
    }
  }

  /** Lowers it, if one of these threads is the compiler. */
  static void lower(Iterable<Path> threads) {
    for (Path thread : threads) {
      if (isOptimizingCompiler(thread)) {
        boolean unused = ThreadNice.raise(Integer.parseInt(thread.getFileName().toString()), NICE);
      }
    }
  }

  static boolean isOptimizingCompiler(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).startsWith(OPTIMIZING_COMPILER);
    } catch (IOException e) {
      // It has ended since it was listed.
      return false;
    }
  }
}
