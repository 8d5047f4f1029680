package dev.sluice.net.command;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Signals to a process group by {@code kill(2)}: Java signals only one process at a time. */
final class Signals {
  static final int TERM = 15;
  static final int KILL = 9;

  private static final int NONE = 0;
  private static final Path PROC = Path.of("/proc");
  private static final String ZOMBIE = "Z";
  private static final int GROUP_FIELD = 2;

  private final @Nullable MethodHandle kill;
  private final int group;

  /**
   * @param leader process that leads the group; 0 for no group
   */
  Signals(long leader) {
    this.group = (int) leader;
    this.kill = leader > 1 ? kill() : null;
  }

  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  private static @Nullable MethodHandle kill() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("kill")
        .map(
            symbol ->
                linker.downcallHandle(
                    symbol,
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)))
        .orElse(null);
  }

  /** Sends a signal to all processes of the group; nothing if it has none. */
  void toGroup(int signal) {
    boolean unused = send(signal);
  }

  /**
   * Whether a process of the group runs. Ended ones that their parent has not noticed do not count:
   * in a container they may stay for long.
   */
  boolean groupRuns() {
    if (!send(NONE)) {
      return false;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (isRunningMember(process.resolve("stat"))) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      // Another kernel than Linux.
      return true;
    }
  }

  /** Reads {@code PID (NAME) STATE PARENT GROUP} (proc(5)). */
  private boolean isRunningMember(Path stat) {
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", GROUP_FIELD + 2);
      return !fields[0].equals(ZOMBIE) && fields[GROUP_FIELD].equals(Integer.toString(group));
    } catch (IOException e) {
      // It ended just now.
      return false;
    }
  }

  private boolean send(int signal) {
    MethodHandle function = kill;
    if (function == null) {
      return false;
    }
    try {
      return (int) function.invokeExact(-group, signal) == 0;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("kill cannot be called", e);
    }
  }
}
