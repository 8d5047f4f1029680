package dev.sluice.source.channel;

import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.supervisor.SupervisedInlet;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a stream with the segments of a channel in their order. Segments are written by connections
 * of their own, so the next one may arrive before the thread of the last one has read its end: it
 * waits, for a while.
 *
 * <p>The thread that reads a segment runs ingest. Thread-safe.
 */
final class ChannelFeed {
  /** A segment that stands still for longer is passed by. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A stream that another source has taken over is not fed before that one ends. */
  private final BooleanSupplier occupied;

  private final Sources sources;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableSet<Long> writing = new TreeSet<>();
  private volatile @Nullable SupervisedInlet inlet;
  private boolean superseded;
  private volatile boolean ended;

  /**
   * @param occupied whether the stream has a live source
   */
  ChannelFeed(Sources sources, BooleanSupplier occupied) {
    this.sources = sources;
    this.occupied = occupied;
  }

  /** A publisher has announced a segment, or begins to write it. */
  void announce(long number) {
    lock.lock();
    try {
      writing.add(number);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all segments before that one are over. */
  void awaitTurn(long number) throws InterruptedException {
    lock.lock();
    try {
      long left = PATIENCE_NANOS;
      while (left > 0 && writing.lower(number) != null) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes bytes of a segment whose turn it is.
   *
   * @throws IOException with a sentence, if the stream does not take the source
   */
  void feed(SourceRequest request, byte[] bytes, int count)
      throws IOException, InterruptedException {
    lock.lock();
    try {
      closeIfStopped();
      if (ended || (superseded && occupied.getAsBoolean())) {
        return;
      }
      superseded = false;
      SupervisedInlet open = inlet;
      if (open == null) {
        open = new SupervisedInlet(sources, request, SupervisedInlet.Listener.NONE);
        inlet = open;
      }
      if (!open.feed(bytes, 0, count)) {
        open.stop();
        closeIfStopped();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A segment is over.
   *
   * @param fed whether bytes of it were taken
   * @param complete whether it was not cut off
   */
  void over(long number, boolean fed, boolean complete) {
    lock.lock();
    try {
      writing.remove(number);
      SupervisedInlet open = inlet;
      // One that was only announced must not end the one that is being fed.
      if (fed && open != null && !open.stopped()) {
        if (!complete) {
          open.lost(Long.MAX_VALUE);
        }
        open.endSegment();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes a source that was ended, for example because nothing came; unless it is being fed. */
  void sweep() {
    if (lock.tryLock()) {
      try {
        closeIfStopped();
      } finally {
        lock.unlock();
      }
    }
  }

  private void closeIfStopped() {
    SupervisedInlet open = inlet;
    if (open != null && open.stopped()) {
      inlet = null;
      superseded = open.close(SourceEnd.SUPERSEDED) == SourceEnd.SUPERSEDED;
    }
  }

  /** Ends the source for good. */
  void end() {
    ended = true;
    SupervisedInlet open = inlet;
    if (open != null) {
      // A thread that feeds it, and is held back, lets go.
      open.cancel(SourceEnd.COMPLETE);
    }
    lock.lock();
    try {
      open = inlet;
      inlet = null;
      if (open != null) {
        SourceEnd unused = open.close(SourceEnd.COMPLETE);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
