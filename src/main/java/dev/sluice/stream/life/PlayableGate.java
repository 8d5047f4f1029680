package dev.sluice.stream.life;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets requests wait for a stream's output. The gate is closed until the tracks are known, and
 * again while a source is replaced.
 */
final class PlayableGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private boolean open;
  private int waiting;

  void open() {
    lock.lock();
    try {
      open = true;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void shut() {
    lock.lock();
    try {
      open = false;
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Registers a waiting request, which keeps the stream alive. {@link #await} removes it. Returns
   * whether it is the only one.
   */
  boolean enter() {
    lock.lock();
    try {
      waiting++;
      return waiting == 1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the gate is open or the time is over; returns whether it is open. Call {@link
   * #enter} first.
   */
  boolean await(long timeoutNanos) throws InterruptedException {
    lock.lock();
    try {
      long rest = timeoutNanos;
      while (!open && rest > 0) {
        rest = opened.awaitNanos(rest);
      }
      return open;
    } finally {
      waiting--;
      lock.unlock();
    }
  }
}
