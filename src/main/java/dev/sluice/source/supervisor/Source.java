package dev.sluice.source.supervisor;

import dev.sluice.ingest.feed.ByteIngest;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.publish.Publication;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One running source. The thread that reads its bytes feeds it, a {@link SourceTimer} flushes and
 * watches it, and any thread may cancel it.
 */
public final class Source {
  /**
   * Limit of bytes without a packet of the container; beyond it the bytes are in another format.
   */
  public static final int MAX_GARBAGE_BYTES = 1024 * 1024;

  /** Program maps come every 100 ms: a stream of 100 Mbit/s repeats them in 1.25 MB. */
  static final int MAX_BYTES_WITHOUT_TRACKS = 8 * 1024 * 1024;

  /** Result of {@link #look} after the end of the source. */
  static final long OVER = Long.MIN_VALUE;

  /**
   * Longest wait at once: the watchdog must not take a source that is held back for a stalled one.
   */
  private static final long MAX_WAIT_NANOS = 500_000_000;

  /** Pieces of a source that runs ahead: 30 ms at 1 Mbit/s. */
  private static final int PACED_BYTES = 4 * 1024;

  /**
   * Time for a kicked source to send once more. Its client is then answered, while the end of a
   * pending read closes a connection of HTTP/1.1.
   */
  private static final long KICK_NANOS = 500_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final SourceLog log;
  private final SourcePace pace;
  private final UUID id = UUID.randomUUID();
  private final SourceClient client;
  private final Runnable endReading;
  private final long programNanos;
  private final long beginNanos;
  private final long expiresNanos;
  private @Nullable Publication publication;
  private @Nullable ByteIngest ingest;
  private Optional<SourceJoin.Part> part = Optional.empty();
  private @Nullable SourceEnd end;
  private boolean over;
  private long kickedNanos;
  private @Nullable Thread timer;
  private long timerWakesNanos;
  private long lastByteNanos;
  private long bytes;
  private boolean tracksTold;
  private long dueNanos;

  /**
   * @param log gets the tracks once they are known
   * @param pace holds back a source that runs ahead of the clock
   * @param client sends it
   * @param programNanos longest time from the beginning until the tracks are known
   */
  Source(
      SourceLog log,
      SourcePace pace,
      SourceClient client,
      Runnable endReading,
      long programNanos,
      OptionalLong expiresNanos,
      long nowNanos) {
    this.log = log;
    this.pace = pace;
    this.client = client;
    this.endReading = endReading;
    this.programNanos = programNanos;
    this.expiresNanos = expiresNanos.orElse(Long.MAX_VALUE);
    this.beginNanos = nowNanos;
    this.dueNanos = nowNanos;
    this.lastByteNanos = nowNanos;
  }

  /** Sets the publication and the parser; called before {@link #feed}. */
  void begin(Publication place, ByteIngest parser, Optional<SourceJoin.Part> of) {
    lock.lock();
    try {
      publication = place;
      ingest = parser;
      part = of;
    } finally {
      lock.unlock();
    }
  }

  private ByteIngest ingest() {
    return Objects.requireNonNull(ingest, "not begun");
  }

  /** Publication in the stream. */
  Publication publication() {
    return Objects.requireNonNull(publication, "not begun");
  }

  /** The part of a joined source that it is. */
  Optional<SourceJoin.Part> part() {
    return part;
  }

  /** Name of its stream. */
  public String streamName() {
    return publication().streamName();
  }

  /**
   * Takes bytes of the source.
   *
   * @return false if the source must stop
   */
  public boolean feed(byte[] data, int offset, int length, long nowNanos) {
    boolean goesOn;
    @Nullable Thread late;
    lock.lock();
    try {
      lastByteNanos = nowNanos;
      bytes += length;
      if (end == null && !ingest().feed(data, offset, length, nowNanos)) {
        end = SourceEnd.SUPERSEDED;
      }
      if (!tracksTold) {
        tellTracks();
      }
      dueNanos = nowNanos + delayNanos(nowNanos);
      if (end == null) {
        boolean overdue = nowNanos - beginNanos >= programNanos;
        end = unusable(MAX_GARBAGE_BYTES, overdue ? 0 : MAX_BYTES_WITHOUT_TRACKS);
      }
      late = lateTimer();
      goesOn = end == null;
    } finally {
      lock.unlock();
    }
    // Not earlier: the timer's thread would only wait for the lock.
    LockSupport.unpark(late);
    return goesOn;
  }

  /** Takes the end of a segment, see {@link ByteIngest#endSegment}. */
  public void endSegment(long nowNanos) {
    lock.lock();
    try {
      if (end == null && !ingest().endSegment(nowNanos)) {
        end = SourceEnd.SUPERSEDED;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes a loss of bytes, see {@link ByteIngest#lost}. */
  public void lost(long mostBytes, long nowNanos) {
    lock.lock();
    try {
      if (end == null && !ingest().lost(mostBytes, nowNanos)) {
        end = SourceEnd.SUPERSEDED;
      }
    } finally {
      lock.unlock();
    }
  }

  private long delayNanos(long nowNanos) {
    // By its own clock: a takeover moves stream time, and not the source.
    long reached = publication().timeline().ownReachedTicks90k();
    if (reached == Long.MIN_VALUE) {
      return 0;
    }
    boolean before = pace.ahead();
    long delay = pace.delayNanos(reached, nowNanos);
    if (!before && pace.ahead()) {
      log.heldBack(streamName());
    }
    return delay;
  }

  /**
   * Takes bytes like {@link #feed} at the present time. It waits while the source runs ahead of the
   * clock, and takes the bytes in small pieces then.
   *
   * @return false if the source must stop
   */
  public boolean feedInTime(byte[] data, int offset, int length) throws InterruptedException {
    // Only this thread changes the pace, so that no lock is needed to read it.
    if (!pace.ahead()) {
      return feed(data, offset, length, System.nanoTime());
    }
    boolean goesOn = true;
    for (int at = 0; goesOn && at < length; at += PACED_BYTES) {
      awaitDue();
      int count = Math.min(PACED_BYTES, length - at);
      goesOn = feed(data, offset + at, count, System.nanoTime());
    }
    return goesOn;
  }

  /** The media that have come and are not due yet by the clock, in nanoseconds; 0 for none. */
  long leadNanos(long nowNanos) {
    lock.lock();
    try {
      return pace.leadNanos(nowNanos);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until its next bytes are due, or it is cancelled. */
  private void awaitDue() throws InterruptedException {
    lock.lock();
    try {
      for (long wait = dueNanos - System.nanoTime();
          wait > 0 && end == null;
          wait = dueNanos - System.nanoTime()) {
        long unused = ended.awaitNanos(Math.min(wait, MAX_WAIT_NANOS));
        lastByteNanos = System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Logs the tracks once decoders can be configured for those that viewers get. */
  private void tellTracks() {
    TrackSet tracks = publication().view().tracks();
    if (tracks != null
        && tracks.tracks().stream().allMatch(track -> !track.sent() || track.format().complete())) {
      tracksTold = true;
      log.tracks(streamName(), tracks);
    }
  }

  /** The timer's thread, if it must be woken to meet the parser's deadline; once per deadline. */
  private @Nullable Thread lateTimer() {
    long deadline = ingest().idleDeadlineNanos();
    if (timer == null || deadline >= timerWakesNanos) {
      return null;
    }
    timerWakesNanos = deadline;
    return timer;
  }

  /**
   * The reason for ending the source, if too many bytes arrived without a recognised packet or map.
   */
  private @Nullable SourceEnd unusable(long garbageBytes, long bytesWithoutTracks) {
    if (bytes > garbageBytes && ingest().packets() == 0) {
      return SourceEnd.GARBAGE;
    }
    return bytes > bytesWithoutTracks && !ingest().tracksKnown() ? SourceEnd.NO_PROGRAM : null;
  }

  /**
   * Flushes the access units that a pause proves complete, and ends a stalled source. Called by the
   * timer's thread. That thread is unparked if the next look must be earlier than the returned
   * time.
   *
   * @return time of the next look, or {@link #OVER}
   */
  long look(long nowNanos, long stallNanos) {
    lock.lock();
    try {
      timer = Thread.currentThread();
      if (end == SourceEnd.KICKED && !over) {
        return endKicked(nowNanos);
      }
      if (nowNanos >= expiresNanos) {
        cancelLocked(SourceEnd.EXPIRED);
      } else if (nowNanos - lastByteNanos >= stallNanos) {
        cancelLocked(SourceEnd.STALLED);
      } else if (nowNanos >= ingest().idleDeadlineNanos() && !over && !ingest().idle(nowNanos)) {
        cancelLocked(SourceEnd.SUPERSEDED);
      }
      long watchdogNanos = Math.min(lastByteNanos + stallNanos, expiresNanos);
      timerWakesNanos = Math.min(watchdogNanos, ingest().idleDeadlineNanos());
      return over || end != null ? OVER : timerWakesNanos;
    } finally {
      lock.unlock();
    }
  }

  private long endKicked(long nowNanos) {
    if (nowNanos - kickedNanos < KICK_NANOS) {
      return kickedNanos + KICK_NANOS;
    }
    endReading.run();
    return OVER;
  }

  /** Ends the source with its next bytes, or soon if none come. */
  void kick(long nowNanos) {
    lock.lock();
    try {
      if (!over && end == null) {
        end = SourceEnd.KICKED;
        kickedNanos = nowNanos;
        ended.signalAll();
        LockSupport.unpark(timer);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Cancels the source: its thread stops reading at once. */
  public void cancel(SourceEnd reason) {
    lock.lock();
    try {
      cancelLocked(reason);
    } finally {
      lock.unlock();
    }
  }

  private void cancelLocked(SourceEnd reason) {
    if (!over && end == null) {
      end = reason;
      ended.signalAll();
      endReading.run();
    }
  }

  /**
   * Passes on the remaining access units. Called by the source's thread, which is not interrupted
   * afterwards.
   *
   * @param natural the end of the source unless it was cancelled before
   */
  SourceEnd finish(SourceEnd natural, long nowNanos) {
    lock.lock();
    try {
      over = true;
      LockSupport.unpark(timer);
      Thread.interrupted();
      if (end != null || natural != SourceEnd.COMPLETE) {
        // It may have ended in the middle of a picture.
        boolean unused = ingest().lost(Long.MAX_VALUE, nowNanos);
      }
      ingest().end(nowNanos);
      SourceEnd known = end;
      if (known == null && natural == SourceEnd.COMPLETE) {
        known = unusable(0, 0);
      }
      return known == null ? natural : known;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a client with that key began it, and its tracks are not known yet. */
  boolean isStarting(String key) {
    return client.limitKey().equals(key) && !ingest().tracksKnown();
  }

  /** Counts of the parser. */
  Map<String, Long> counts() {
    return ingest().counts();
  }

  /** Its present state. */
  RunningSource snapshot() {
    lock.lock();
    try {
      boolean live = publication().state() == Publication.State.LIVE;
      long offset = publication().timeline().offsetTicks90k();
      return new RunningSource(id, streamName(), live, client, beginNanos, bytes, offset);
    } finally {
      lock.unlock();
    }
  }

  /** Names this source among all. */
  UUID id() {
    return id;
  }

  /** Bytes fed, once the source is over. */
  public long bytes() {
    return bytes;
  }

  /** Packets of the container, once the source is over. */
  public long packets() {
    return ingest().packets();
  }

  /** Time at which it began. */
  public long beginNanos() {
    return beginNanos;
  }
}
