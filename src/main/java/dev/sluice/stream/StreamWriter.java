package dev.sluice.stream;

import dev.sluice.base.time.Timeline;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import dev.sluice.rtc.rtp.PacketTable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The one way into a stream's logs. Several threads may want to write: the source's, a timer that
 * flushes what an idle source left, a new source that takes over. Each enters with its epoch:
 *
 * <pre>{@code
 * int epoch = writer.takeOver();
 * if (writer.enter(epoch)) {
 *   try {
 *     writer.append(...);
 *   } finally {
 *     writer.leave();
 *   }
 * } // else: another source has taken over, and this one should go
 * }</pre>
 *
 * <p>So a source that was thought dead can never append behind its successor. The lock is free in
 * normal running; readers never take it.
 */
public final class StreamWriter {
  private final Stream stream;
  private final Timeline timeline;
  private final ReentrantLock lock = new ReentrantLock();

  private int epoch;
  private boolean open;
  private boolean appended;
  private int lastConfigId;
  private volatile long staleEntries;
  private volatile long oversizeUnits;

  StreamWriter(Stream stream, Timeline timeline) {
    this.stream = stream;
    this.timeline = timeline;
  }

  /**
   * Begins a new epoch: whoever wrote before is shut out, the tracks are unknown again.
   *
   * @return the epoch to enter with
   */
  int takeOver() {
    lock.lock();
    try {
      open = true;
      stream.beginSource();
      return ++epoch;
    } finally {
      lock.unlock();
    }
  }

  /** Whether that epoch is still the one that may write. */
  public boolean current(int sourceEpoch) {
    lock.lock();
    try {
      return open && epoch == sourceEpoch;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the lock, if that epoch may still write.
   *
   * @return false, counted and without the lock, when it may not
   */
  // The counter is written under the lock only; the lock is given back in leave().
  @SuppressWarnings({"NonAtomicVolatileUpdate", "LockNotBeforeTry"})
  public boolean enter(int sourceEpoch) {
    lock.lock();
    if (open && epoch == sourceEpoch) {
      return true;
    }
    staleEntries++;
    lock.unlock();
    return false;
  }

  /** Gives the lock back, and tells the stream's listeners if something was appended. */
  public void leave() {
    boolean tell = appended;
    appended = false;
    lock.unlock();
    if (tell) {
      stream.tellAppended();
    }
  }

  /** The source of that epoch is gone. Does nothing when another has taken over already. */
  void close(int sourceEpoch) {
    lock.lock();
    try {
      if (open && epoch == sourceEpoch) {
        open = false;
        stream.endSource();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stream time, which goes on from source to source; to be used between enter and leave. */
  public Timeline timeline() {
    requireEntered();
    return timeline;
  }

  /** The source's tracks, as soon as its PMT is read and whenever it changes. */
  public void setTracks(TrackSet tracks) {
    requireEntered();
    stream.setTracks(tracks);
  }

  /** A number for new parameter sets, not used before in this stream. */
  public int nextConfigId() {
    requireEntered();
    return ++lastConfigId;
  }

  /** The parameter sets for the access units that follow. */
  public void setVideoConfig(VideoConfig config) {
    requireEntered();
    stream.setVideoConfig(config);
  }

  /** Changes what is known of the source's health. */
  public void setHealth(UnaryOperator<SourceHealth> change) {
    requireEntered();
    stream.setHealth(change.apply(stream.health()));
  }

  /**
   * Appends an access unit to the log of its track.
   *
   * @param array holds its bytes from index 0
   * @param bodyOffset where the access unit proper begins, behind aggregated parameter sets
   * @param length count of bytes
   * @param packets its RTP packets, empty for a track that is not played
   * @return false, counted, when the track is unknown or the access unit too large
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // Written under the lock only; volatile for readers.
  public boolean append(
      AccessUnit unit, byte[] array, int bodyOffset, int length, PacketTable packets) {
    requireEntered();
    TrackLog log = stream.logToWrite(unit.trackId());
    if (log == null || !log.append(epoch, unit, array, bodyOffset, length, packets)) {
      oversizeUnits++;
      return false;
    }
    appended = true;
    return true;
  }

  /** Count of writes refused because another source had taken over. */
  public long staleEntries() {
    return staleEntries;
  }

  /** Count of access units that no log could hold. */
  public long oversizeUnits() {
    return oversizeUnits;
  }

  private void requireEntered() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("the writer was not entered");
    }
  }
}
