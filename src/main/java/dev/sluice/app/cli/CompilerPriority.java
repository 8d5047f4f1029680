package dev.sluice.app.cli;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
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

  private static final int PRIO_PROCESS = 0;

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
        setNice(Integer.parseInt(thread.getFileName().toString()));
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

  /** Calls setpriority(2), which takes the id of a thread on Linux. */
  @SuppressWarnings("restricted") // The launcher grants native access.
  private static void setNice(int threadId) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setPriority =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setpriority"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    try {
      int unused = (int) setPriority.invokeExact(PRIO_PROCESS, threadId, NICE);
    } catch (Throwable e) {
      throw new AssertionError("a call of the C library does not throw", e);
    }
  }
}
