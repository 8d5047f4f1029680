package dev.sluice.stream.log;

import dev.sluice.base.bytes.ByteBudget;

/**
 * Memory for the buffers of one source. The source has a share of its own, so that usual pictures
 * are never refused; what exceeds it comes from the memory of the logs. Safe for any thread.
 */
public final class InputMemory implements ByteBudget, AutoCloseable {
  /** Enough for the buffers of key pictures of 100 KB, and for one read from the network. */
  static final int OWN_BYTES = 512 * 1024;

  private final SlabPool pool;
  private final int ownBytes;
  private long taken;
  private boolean closed;

  /** Memory with the usual share of a source. */
  public InputMemory(SlabPool pool) {
    this(pool, OWN_BYTES);
  }

  /**
   * @param pool counts the memory
   * @param ownBytes the share, which is never refused
   */
  public InputMemory(SlabPool pool, int ownBytes) {
    this.pool = pool;
    this.ownBytes = ownBytes;
    pool.countShare(ownBytes);
  }

  @Override
  public synchronized boolean take(int bytes) {
    long more = beyond(taken + bytes) - beyond(taken);
    if (closed || (more > 0 && !pool.takeBeyond(more))) {
      return false;
    }
    taken += bytes;
    return true;
  }

  @Override
  public synchronized void give(int bytes) {
    if (!closed) {
      pool.giveBeyond(beyond(taken) - beyond(taken - bytes));
      taken -= bytes;
    }
  }

  private long beyond(long bytes) {
    return Math.max(0, bytes - ownBytes);
  }

  /** Gives everything back: the source has ended. Its buffers grow no more. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      pool.countShare(-ownBytes);
      pool.giveBeyond(beyond(taken));
    }
  }
}
