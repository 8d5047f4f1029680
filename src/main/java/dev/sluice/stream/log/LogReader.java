package dev.sluice.stream.log;

import dev.sluice.media.TrackFormat;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the access units of one track in the order of the log, for readers other than viewers: a
 * recorder, segments, a relay, metadata. It never delays the writer. A slow reader is overtaken: it
 * gets {@link Result#OVERTAKEN} and continues at an access unit at which decoding can start.
 *
 * <p>Used by one thread. Order of calls: {@link #next} until it returns {@link Result#NONE}, then
 * {@link #await}, and so on; {@link #close} at the end.
 */
public final class LogReader implements AutoCloseable {
  /** Outcome of {@link #next}. */
  public enum Result {
    /** The unit was filled. */
    UNIT,
    /** Nothing new: the reader is at the live edge. */
    NONE,
    /**
     * The writer has overwritten entries that were not read yet; {@link LogReader#missed} counts
     * them. The next call continues at a later access unit at which decoding can start.
     */
    OVERTAKEN,
    /** The stream has ended, and all entries were read. */
    ENDED
  }

  private final StreamLog stream;
  private final int trackId;
  private final LogStart start;
  private final AppendListener wake = new Wake();
  private final LogEntry scratch = new LogEntry();
  private @Nullable TrackLog log;
  private long position;
  private boolean wantsKey;
  private long missed;
  private volatile @Nullable Thread waiting;
  private volatile boolean told;
  private boolean closed;

  /** Ends the wait of the reader's thread. */
  private final class Wake implements AppendListener {
    @Override
    public void onAppended() {
      told = true;
      Thread thread = waiting;
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void onEnded() {
      onAppended();
    }
  }

  LogReader(StreamLog stream, int trackId, LogStart start) {
    this.stream = stream;
    this.trackId = trackId;
    this.start = start;
    TrackLog known = stream.log(trackId);
    if (known != null) {
      log = known;
      begin(known);
    }
    stream.addListener(wake);
  }

  private void begin(TrackLog from) {
    switch (start) {
      case LogStart.NewestKey any -> {
        long key = from.newestKey();
        position = key == TrackLog.NONE ? from.head() : key;
        wantsKey = true;
      }
      case LogStart.LiveEdge any -> position = from.head();
      case LogStart.At at -> {
        position = keyAt(from, at.ticks90k());
        wantsKey = true;
      }
    }
  }

  /** The newest key entry at or before a time, else the oldest entry. */
  private long keyAt(TrackLog from, long ticks90k) {
    for (long index = from.head() - 1; index >= from.tail(); index--) {
      if (from.read(index, scratch) && scratch.key && scratch.ptsTicks90k <= ticks90k) {
        return index;
      }
    }
    return from.tail();
  }

  /**
   * Copies the next access unit, if there is one. Never blocks.
   *
   * @param into filled if the result is {@link Result#UNIT}, otherwise undefined
   */
  public Result next(LoggedUnit into) {
    told = false;
    boolean ended = stream.ended();
    TrackLog from = log == null ? find() : log;
    while (from != null && position < from.head()) {
      if (!from.read(position, into.entry)) {
        return overtaken(from);
      }
      if (!wantsKey || into.entry.key) {
        return copy(from, into);
      }
      position++;
    }
    return ended ? Result.ENDED : Result.NONE;
  }

  /** A track that appears after the reader was opened is read from its beginning. */
  private @Nullable TrackLog find() {
    TrackLog found = stream.log(trackId);
    if (found != null) {
      log = found;
      position = 0;
      wantsKey = !(start instanceof LogStart.LiveEdge);
    }
    return found;
  }

  private Result copy(TrackLog from, LoggedUnit into) {
    TrackFormat format = stream.formats().byId(into.entry.formatId);
    if (format == null || !into.copy(from, format)) {
      return overtaken(from);
    }
    wantsKey = false;
    position++;
    return Result.UNIT;
  }

  private Result overtaken(TrackLog from) {
    long to = Math.max(from.tail(), position + 1);
    missed += to - position;
    position = to;
    wantsKey = true;
    return Result.OVERTAKEN;
  }

  /**
   * Blocks until {@link #next} may have another result than {@link Result#NONE}, until the timeout,
   * or until the thread is interrupted. It may return early. The caller calls {@link #next} again
   * in any case.
   *
   * @param timeoutNanos longest time to wait
   */
  public void await(long timeoutNanos) {
    waiting = Thread.currentThread();
    if (!told && !stream.ended()) {
      LockSupport.parkNanos(this, timeoutNanos);
    }
    waiting = null;
  }

  /** Count of entries that were overwritten before they were read. */
  public long missed() {
    return missed;
  }

  /** Stops listening to the stream. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      stream.removeListener(wake);
    }
  }
}
