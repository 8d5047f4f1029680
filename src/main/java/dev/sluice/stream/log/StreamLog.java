package dev.sluice.stream.log;

import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a stream's tracks, the formats that their entries refer to, and the listeners. It
 * outlives the stream's sources. One thread at a time writes, any number read.
 */
public final class StreamLog {
  /**
   * Maximum number of logs. A program map may list two hundred tracks; the first ones with access
   * units get logs.
   */
  private static final int MAX_LOGS = 8;

  private final LogLimits video;
  private final LogLimits other;
  private final SlabPool pool;
  private final FormatTable formats = new FormatTable();
  private final List<AppendListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock growth = new ReentrantLock();
  private volatile Map<Integer, TrackLog> logs = Map.of();
  private volatile boolean ended;

  /**
   * Without logs yet.
   *
   * @param video limits of a video track's log
   * @param other limits of the log of any other track
   * @param pool memory of the logs
   */
  public StreamLog(LogLimits video, LogLimits other, SlabPool pool) {
    this.video = video;
    this.other = other;
    this.pool = pool;
  }

  /** Memory for the buffers of a source of the stream. */
  public InputMemory openInput() {
    return new InputMemory(pool);
  }

  /** The log of a track; null if no source has had that track yet. */
  public @Nullable TrackLog log(int trackId) {
    return logs.get(trackId);
  }

  /** The formats of the entries. */
  public FormatTable formats() {
    return formats;
  }

  /**
   * The log to append to, made with the first call. Safe for any thread: the log may be made before
   * there is a source.
   *
   * @return null if the maximum number of logs exists
   */
  public @Nullable TrackLog logToWrite(Track track) {
    TrackLog log = logs.get(track.id());
    return log == null ? grow(track) : log;
  }

  private @Nullable TrackLog grow(Track track) {
    growth.lock();
    try {
      TrackLog log = logs.get(track.id());
      if (log == null && (logs.size() < MAX_LOGS || track.sent()) && !ended) {
        LogLimits limits = track.codec().kind() == MediaKind.VIDEO ? video : other;
        log = new TrackLog(track.id(), limits, pool);
        Map<Integer, TrackLog> grown = new TreeMap<>(logs);
        grown.put(track.id(), log);
        logs = Map.copyOf(grown);
      }
      return log;
    } finally {
      growth.unlock();
    }
  }

  /**
   * Opens a reader of one track.
   *
   * @param trackId id of the track, which need not exist yet
   */
  public LogReader read(int trackId, LogStart start) {
    return new LogReader(this, trackId, start);
  }

  /** Calls {@code listener} for entries appended from now on. */
  public void addListener(AppendListener listener) {
    listeners.add(listener);
    if (ended) {
      listener.onEnded();
    }
  }

  /** Removes a listener. */
  public void removeListener(AppendListener listener) {
    listeners.remove(listener);
  }

  /** Calls the listeners for new entries. */
  public void tellAppended() {
    for (AppendListener listener : listeners) {
      listener.onAppended();
    }
  }

  /** Whether the stream has ended. */
  public boolean ended() {
    return ended;
  }

  /**
   * Ends the log and calls the listeners. Nothing may be appended meanwhile. Readers may finish
   * what they read; the memory is free when they are done.
   */
  public void end() {
    growth.lock();
    try {
      ended = true;
      logs.values().forEach(TrackLog::end);
      logs = Map.of();
    } finally {
      growth.unlock();
    }
    for (AppendListener listener : listeners) {
      listener.onEnded();
    }
  }
}
