package dev.sluice.stream.life;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The wait for a stream's output: shut until its tracks are known, and shut again while a source is
 * replaced.
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

  /** Takes the place of one who waits, so that the stream is kept; {@link #await} gives it back. */
  void enter() {
    lock.lock();
    try {
      waiting++;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, at most that long; whether the gate is open. To be called after {@link #enter}. */
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
