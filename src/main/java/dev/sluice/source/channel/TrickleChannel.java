package dev.sluice.source.channel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest segments of a channel, for publishers and subscribers. Thread-safe.
 *
 * <p>A segment becomes the newest with its first byte, so that a publisher may announce it before.
 */
final class TrickleChannel {
  /** Number that stands for the segment that is written next. */
  static final long NEXT = -1;

  /** Number that stands for the segment that is being written. */
  static final long NEWEST = -2;

  private static final int KEPT = 5;

  private final String name;
  private final String contentType;
  private final SegmentMemory memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final @Nullable TrickleSegment[] kept = new TrickleSegment[KEPT];
  private long nextWrite;
  private boolean ended;
  private long beganNanos;

  /**
   * The segment that a subscriber gets.
   *
   * @param segment null if there is none of that number
   * @param number of the segment
   * @param nextWrite number of the segment that is written next
   */
  record Found(@Nullable TrickleSegment segment, long number, long nextWrite) {}

  /**
   * @param contentType of all segments
   */
  TrickleChannel(String name, String contentType, SegmentMemory memory, long nowNanos) {
    this.name = name;
    this.contentType = contentType;
    this.memory = memory;
    this.beganNanos = nowNanos;
  }

  String name() {
    return name;
  }

  String contentType() {
    return contentType;
  }

  /** Number of the segment that is written next. */
  long nextWrite() {
    lock.lock();
    try {
      return nextWrite;
    } finally {
      lock.unlock();
    }
  }

  /** Time at which the newest segment began. */
  long beganNanos() {
    lock.lock();
    try {
      return beganNanos;
    } finally {
      lock.unlock();
    }
  }

  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins to write a segment, or goes on with it. The one that it takes the place of is closed.
   *
   * @param number of the segment, or {@link #NEXT}
   */
  TrickleSegment write(long number, long nowNanos) {
    lock.lock();
    try {
      long wanted = number == NEXT ? nextWrite : number;
      TrickleSegment segment = at(wanted);
      if (segment == null) {
        segment = replace(wanted);
      }
      segment.open();
      nextWrite = wanted + 1;
      beganNanos = nowNanos;
      changed.signalAll();
      return segment;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable TrickleSegment at(long number) {
    TrickleSegment segment = kept[slot(number)];
    return segment != null && segment.number() == number ? segment : null;
  }

  private static int slot(long number) {
    return (int) (number % KEPT);
  }

  private TrickleSegment replace(long number) {
    TrickleSegment before = kept[slot(number)];
    if (before != null) {
      before.drop();
      changed.signalAll();
    }
    TrickleSegment segment = new TrickleSegment(number, memory);
    if (ended) {
      // Nobody would give its memory back.
      segment.drop();
    }
    kept[slot(number)] = segment;
    return segment;
  }

  void append(TrickleSegment segment, byte[] bytes, int count) {
    lock.lock();
    try {
      segment.append(bytes, count);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close(TrickleSegment segment) {
    lock.lock();
    try {
      segment.close();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes a segment by its number; returns whether it is kept. */
  boolean close(long number) {
    lock.lock();
    try {
      TrickleSegment segment = at(number);
      if (segment != null) {
        segment.close();
        changed.signalAll();
      }
      return segment != null;
    } finally {
      lock.unlock();
    }
  }

  /** Closes all segments before that number: their publisher has begun anew. */
  void closeBefore(long number) {
    lock.lock();
    try {
      for (TrickleSegment segment : kept) {
        if (segment != null && segment.number() < number) {
          segment.close();
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Finds the segment for a subscriber. The one that is written next is made already.
   *
   * @param number of the segment, {@link #NEXT} or {@link #NEWEST}
   */
  Found find(long number) {
    lock.lock();
    try {
      long wanted =
          number == NEXT ? nextWrite : number == NEWEST ? Math.max(0, nextWrite - 1) : number;
      TrickleSegment segment = at(wanted);
      boolean next = wanted == nextWrite || (wanted == 1 && nextWrite == 0);
      if (segment == null && next && !ended) {
        segment = replace(wanted);
      }
      return new Found(segment, wanted, nextWrite);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Copies what there is of a segment from an offset on; waits if there is nothing yet.
   *
   * @return count of bytes; 0 if nothing came in that time; -1 at the end of the segment or channel
   */
  int read(TrickleSegment segment, int from, byte[] into, long waitNanos)
      throws InterruptedException {
    lock.lock();
    try {
      long left = waitNanos;
      int count = segment.copy(from, into);
      while (count == 0 && !ended && left > 0) {
        left = changed.awaitNanos(left);
        count = segment.copy(from, into);
      }
      return count == 0 && ended ? -1 : count;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the channel: its subscribers see the end, and its memory is given back. */
  void end() {
    lock.lock();
    try {
      ended = true;
      for (int i = 0; i < KEPT; i++) {
        TrickleSegment segment = kept[i];
        if (segment != null) {
          segment.drop();
        }
        kept[i] = null;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether its newest segment began longer ago than that. */
  boolean staleAt(long nowNanos, long seconds) {
    return nowNanos - beganNanos() > TimeUnit.SECONDS.toNanos(seconds);
  }
}
