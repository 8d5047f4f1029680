package dev.sluice.bench.server;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The CPU time of a process: user and system time of all its threads, ended ones included, in
 * nanoseconds (clock_getcpuclockid(3)). {@code /proc/PID/stat} shows the same sum in steps of 10
 * ms.
 */
public final class ProcessCpu {
  private static final MethodHandle CLOCK_ID =
      find("clock_getcpuclockid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle CLOCK_GETTIME =
      find("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final long pid;

  /** Of the process with this id. */
  public ProcessCpu(long pid) {
    this.pid = pid;
  }

  // Two functions of the C library, with the types of its headers.
  @SuppressWarnings("restricted")
  private static MethodHandle find(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  /** CPU time since the start of the process, in nanoseconds. */
  public long nanos() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment clock = arena.allocate(JAVA_INT);
      MemorySegment time = arena.allocate(2 * Long.BYTES, Long.BYTES);
      int failed = (int) CLOCK_ID.invokeExact((int) pid, clock);
      if (failed == 0) {
        failed = (int) CLOCK_GETTIME.invokeExact(clock.get(JAVA_INT, 0), time);
      }
      if (failed != 0) {
        throw new IOException("process " + pid + " is gone");
      }
      return time.get(JAVA_LONG, 0) * NANOS_PER_SECOND + time.get(JAVA_LONG, Long.BYTES);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a call of the C library does not throw", e);
    }
  }
}
