package dev.sluice.stream.log;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the logs of all streams, in slabs of one size, and of the buffers of their sources
 * ({@link InputMemory}), up to a limit of both together. A log takes a slab when it needs one and
 * gives it back when its content has left, so that in steady state no memory is allocated. Free
 * slabs beyond a share of those in use are left to the garbage collector. Safe for any thread.
 *
 * <p>Before the limit is reached, logs keep less ({@link #shortened}), and then no more streams are
 * to begin ({@link #scarce}).
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

  /** Shares of the limit, in eighths: logs keep less from the first on, and least at the second. */
  private static final int SHORTENED_FROM = 5;

  private static final int SCARCE_FROM = 7;
  private static final int EIGHTHS = 8;

  private final int slabBytes;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<byte[]> free = new ArrayDeque<>();
  private final LongAdder refusedInputs = new LongAdder();
  private volatile int used;
  private volatile long shareBytes;
  private volatile long beyondBytes;

  /**
   * Empty.
   *
   * @param slabBytes size of a slab, a power of two
   * @param mostBytes limit of the bytes in use by logs and sources
   */
  public SlabPool(int slabBytes, long mostBytes) {
    if (slabBytes < SMALLEST_SLAB_BYTES || Integer.bitCount(slabBytes) != 1) {
      throw new IllegalArgumentException("slabBytes " + slabBytes);
    }
    this.slabBytes = slabBytes;
    this.most = (int) Math.min(Integer.MAX_VALUE, mostBytes / slabBytes);
  }

  /** Size of a slab in bytes, a power of two. */
  int slabBytes() {
    return slabBytes;
  }

  /** A slab with any content; null if the limit is reached. */
  byte @Nullable [] take() {
    byte[] slab;
    lock.lock();
    try {
      if (used + beyondBytes / slabBytes >= most) {
        return null;
      }
      use(1, 0, 0);
      slab = free.pollLast();
    } finally {
      lock.unlock();
    }
    // For all readers, what the log before did precedes what the next one writes.
    VarHandle.releaseFence();
    return slab == null ? new byte[slabBytes] : slab;
  }

  /** Takes a slab back, whose content no reader may use any more. */
  void give(byte[] slab) {
    lock.lock();
    try {
      use(-1, 0, 0);
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
      use(-slabs, 0, 0);
      trim();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only with the lock; reading needs none.
  private void use(int moreSlabs, long moreShares, long moreBeyond) {
    used += moreSlabs;
    shareBytes += moreShares;
    beyondBytes += moreBeyond;
  }

  /** Slabs in use, and as many as the buffers of sources would fill. */
  private long taken() {
    return used + inputBytes() / slabBytes;
  }

  private void trim() {
    long unused = most - used - beyondBytes / slabBytes;
    long kept = Math.max(0, Math.min(LEAST_KEPT + used / KEPT_SHARE, unused));
    while (free.size() > kept) {
      free.removeLast();
    }
  }

  /**
   * The age that entries may reach now: the usual one, and less as the limit comes near, down to an
   * eighth.
   */
  long shortened(long usual) {
    long from = most * (long) SHORTENED_FROM / EIGHTHS;
    long to = most * (long) SCARCE_FROM / EIGHTHS;
    long taken = taken();
    if (taken <= from) {
      return usual;
    }
    long least = usual / EIGHTHS;
    return taken >= to ? least : least + (usual - least) * (to - taken) / (to - from);
  }

  /**
   * Counts the shares of sources, which they have in any case; negative at their end. They shorten
   * logs and refuse streams, but take no slab from a log.
   */
  void countShare(long bytes) {
    lock.lock();
    try {
      use(0, bytes, 0);
    } finally {
      lock.unlock();
    }
  }

  /** Takes memory for what a source needs beyond its share; false if less is left. */
  boolean takeBeyond(long bytes) {
    lock.lock();
    try {
      if (beyondBytes + bytes > (most - used) * (long) slabBytes) {
        refusedInputs.increment();
        return false;
      }
      use(0, 0, bytes);
      trim();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what {@link #takeBeyond} took. */
  void giveBeyond(long bytes) {
    lock.lock();
    try {
      use(0, 0, -bytes);
    } finally {
      lock.unlock();
    }
  }

  /** Whether no more streams are to begin. */
  public boolean scarce() {
    return taken() >= most * (long) SCARCE_FROM / EIGHTHS;
  }

  /** Bytes for the buffers of sources: their shares, and what they have beyond. */
  public long inputBytes() {
    return shareBytes + beyondBytes;
  }

  /** Count of pictures and other parts of a source for which there was no memory. */
  public long refusedInputs() {
    return refusedInputs.sum();
  }

  /** Limit of the bytes in use by logs and sources. */
  public long mostBytes() {
    return bytes(most);
  }

  /** Bytes of the slabs in use by logs. */
  public long usedBytes() {
    return bytes(used);
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

  private long bytes(int slabs) {
    return (long) slabs * slabBytes;
  }
}
