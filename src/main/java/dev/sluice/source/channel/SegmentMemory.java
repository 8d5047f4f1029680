package dev.sluice.source.channel;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the segments of all channels may take together. Thread-safe. */
final class SegmentMemory {
  private final long limitBytes;
  private final AtomicLong used = new AtomicLong();

  SegmentMemory(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Takes memory; returns false if there is not enough. */
  boolean take(long bytes) {
    if (used.addAndGet(bytes) <= limitBytes) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  long usedBytes() {
    return used.get();
  }
}
