package dev.sluice.base.foreign;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The nice value of a thread: how much it gives way to others when the processor is busy. */
public final class ThreadNice {
  private static final int PRIO_PROCESS = 0;
  private static final int CALLER = 0;

  private ThreadNice() {}

  /**
   * Raises the nice value of the calling platform thread, on Linux. No effect elsewhere.
   *
   * @param nice 0 to 19
   * @return whether it was set
   */
  public static boolean raise(int nice) {
    return raise(CALLER, nice);
  }

  /**
   * Raises the nice value of a thread (setpriority(2); on Linux it is a property of a thread). No
   * effect elsewhere.
   *
   * @param threadId the kernel's id of the thread
   * @param nice 0 to 19
   * @return whether it was set
   */
  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  public static boolean raise(int threadId, int nice) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return false;
    }
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
      return (int) setPriority.invokeExact(PRIO_PROCESS, threadId, nice) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("setpriority cannot be called", e);
    }
  }
}
