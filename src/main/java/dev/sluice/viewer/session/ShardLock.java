package dev.sluice.viewer.session;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to work for a shard, which one thread at a time has. It is the shard's own thread,
 * except that the thread of a source may send to the few viewers of its stream itself: waking the
 * shard for each picture costs about as much as sending it.
 *
 * <p>The shard's thread waits for the lock, with no other lock held. Others never wait for it, so
 * they may hold any lock.
 */
public final class ShardLock {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean shared;

  /**
   * @param shared whether threads other than the shard's may send through its sockets
   */
  public ShardLock(boolean shared) {
    this.shared = shared;
  }

  /** Takes the lock, on the shard's thread. */
  public void lock() {
    lock.lock();
  }

  /**
   * Takes the lock on another thread, if it is free. A virtual thread does not get it: it could be
   * suspended while it holds the lock.
   */
  boolean tryLock() {
    if (!shared
        || Thread.currentThread().isVirtual()
        || lock.isHeldByCurrentThread()
        || !lock.tryLock()) {
      return false;
    }
    if (!shared) {
      lock.unlock();
      return false;
    }
    return true;
  }

  /** From now on the lock is for the shard's thread alone, and its sockets may be closed. */
  public void endSharing() {
    lock.lock();
    try {
      shared = false;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the lock back. */
  public void unlock() {
    lock.unlock();
  }
}
