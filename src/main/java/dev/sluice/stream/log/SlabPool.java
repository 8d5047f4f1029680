package dev.sluice.stream.log;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the logs of all streams, in slabs of one size. A log takes a slab when it needs one
 * and gives it back when its content has left, so that in steady state no memory is allocated. Free
 * slabs beyond a share of those in use are left to the garbage collector. Safe for any thread.
 *
 * <p>A slab goes from one log to another while readers of the first one may still copy from it. The
 * order of events makes such a reader discard its copy, see {@link TrackLog}.
 */
public final class SlabPool {
  /**
   * Usual size of a slab: two seconds of sound, some pictures. Small against the half of a G1
   * region (512 KiB at least), from which on an array would have regions of its own.
   */
  public static final int USUAL_SLAB_BYTES = 32 * 1024;

  private static final int SMALLEST_SLAB_BYTES = 64;

  /** Free slabs that are kept in any case: the usual coming and going of a few streams. */
  private static final int LEAST_KEPT = 64;

  /** Share of the slabs in use that are kept free at most: logs of long GOPs empty at once. */
  private static final int KEPT_SHARE = 2;

  private final int slabBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<byte[]> free = new ArrayDeque<>();
  private int used;

  /**
   * Empty.
   *
   * @param slabBytes size of a slab, a power of two
   */
  public SlabPool(int slabBytes) {
    if (slabBytes < SMALLEST_SLAB_BYTES || Integer.bitCount(slabBytes) != 1) {
      throw new IllegalArgumentException("slabBytes " + slabBytes);
    }
    this.slabBytes = slabBytes;
  }

  /** Size of a slab in bytes, a power of two. */
  int slabBytes() {
    return slabBytes;
  }

  /** A slab with any content. */
  byte[] take() {
    byte[] slab = takeFree();
    // For all readers, what the log before did precedes what the next one writes.
    VarHandle.releaseFence();
    return slab == null ? new byte[slabBytes] : slab;
  }

  private byte @Nullable [] takeFree() {
    lock.lock();
    try {
      used++;
      return free.pollLast();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a slab back, whose content no reader may use any more. */
  void give(byte[] slab) {
    lock.lock();
    try {
      used--;
      free.addLast(slab);
      trim();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does not count slabs any more, whose content readers may still use: they are not used again.
   */
  void forget(int slabs) {
    lock.lock();
    try {
      used -= slabs;
      trim();
    } finally {
      lock.unlock();
    }
  }

  private void trim() {
    int kept = LEAST_KEPT + used / KEPT_SHARE;
    while (free.size() > kept) {
      free.removeLast();
    }
  }

  /** Bytes of the slabs in use by logs. */
  public long usedBytes() {
    return bytes(used());
  }

  /** Bytes of the slabs that are kept for later use. */
  public long freeBytes() {
    lock.lock();
    try {
      return bytes(free.size());
    } finally {
      lock.unlock();
    }
  }

  private int used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }

  private long bytes(int slabs) {
    return (long) slabs * slabBytes;
  }
}
