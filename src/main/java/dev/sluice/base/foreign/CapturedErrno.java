package dev.sluice.base.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * The errno of a thread's calls of C functions, kept before the JVM makes calls of its own. For one
 * thread at a time.
 */
public final class CapturedErrno {
  /** Makes a downcall handle whose first argument is {@link #segment}. */
  public static final Linker.Option OPTION = Linker.Option.captureCallState("errno");

  private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MemorySegment segment;

  /** With memory of its own in the arena. */
  public CapturedErrno(Arena arena) {
    segment = arena.allocate(LAYOUT);
  }

  /** The first argument of calls. */
  public MemorySegment segment() {
    return segment;
  }

  /** The errno of the last call; valid if the call failed. */
  public int value() {
    return (int) ERRNO.get(segment, 0L);
  }
}
