package dev.sluice.conformance.harness;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The output lines of a process, with waiting for a match. Safe for use by several threads. */
final class Output {
  /** Enough lines to understand a failure; limits the memory used by a runaway program. */
  private static final int LIMIT_LINES = 2000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> lines = new ArrayDeque<>();
  private long added;
  private int open;

  void opened() {
    locked(() -> open++);
  }

  void closed() {
    locked(() -> open--);
  }

  void add(String line) {
    locked(
        () -> {
          lines.addLast(line);
          added++;
          if (lines.size() > LIMIT_LINES) {
            lines.removeFirst();
          }
        });
  }

  String text() {
    lock.lock();
    try {
      return String.join("\n", lines);
    } finally {
      lock.unlock();
    }
  }

  /** The first match in a past or future line; empty if the output or the time ends first. */
  Optional<Matcher> await(Pattern pattern, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    long seen = 0;
    lock.lock();
    try {
      while (true) {
        // The unread lines are the last (added - seen) of those held.
        long skip = Math.max(0, lines.size() - (added - seen));
        Optional<Matcher> found =
            lines.stream().skip(skip).map(pattern::matcher).filter(Matcher::find).findFirst();
        seen = added;
        if (found.isPresent() || open == 0 || left <= 0) {
          return found;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end of every stream, or of the time. */
  void awaitClosed(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (open > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
