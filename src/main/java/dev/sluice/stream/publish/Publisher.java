package dev.sluice.stream.publish;

import dev.sluice.base.time.Timeline;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.Track;
import dev.sluice.stream.log.StreamLog;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of a stream's log. One source is live; at most one more prepares to replace it.
 *
 * <p>A replaced source that was thought dead cannot append after its successor, because its {@link
 * Publication} has ended. In normal operation the lock is uncontended. Readers never take it.
 */
public final class Publisher {
  /** Maximum number of warnings logged per source. */
  private static final int MAX_TOLD = 64;

  private final String streamName;
  private final StreamLog logs;
  private final boolean sendsReordered;
  private final long silenceNanos;
  private final long stallNanos;
  private final PublishListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> told = new HashSet<>();
  private Timeline timeline;
  private @Nullable Publication live;
  private @Nullable Publication preparing;
  private @Nullable Publication replaced;
  private int epoch;
  private boolean appended;

  /** Whether the live source delivers, as judged by {@link #look}. */
  private boolean flowing;

  private boolean deliveredSinceLook;

  /** Time of the latest look at which the source had delivered something. */
  private long deliveredNanos;

  /**
   * Without a source yet.
   *
   * @param wallClock beginning of stream time
   * @param sendsReordered whether viewers get reordered pictures, which are presented before a
   *     picture sent earlier; browsers do not reorder
   * @param silenceNanos time after which a track that yields nothing is reported and not awaited
   * @param stallNanos time without an access unit after which the live source counts as silent
   * @param listener receives changes of the source
   */
  public Publisher(
      String streamName,
      StreamLog logs,
      WallClock wallClock,
      boolean sendsReordered,
      long silenceNanos,
      long stallNanos,
      PublishListener listener) {
    this.streamName = streamName;
    this.logs = logs;
    this.timeline = new Timeline(wallClock);
    this.sendsReordered = sendsReordered;
    this.silenceNanos = silenceNanos;
    this.stallNanos = stallNanos;
    this.listener = listener;
  }

  /**
   * Opens a publication for a source. It is live at once if there is no other source, otherwise it
   * prepares. A source already in preparation is replaced.
   *
   * @param onReplaced called on the other source's thread when that source takes over; must not
   *     block
   */
  public Publication open(Runnable onReplaced) {
    Publication dropped;
    Publication opened;
    lock.lock();
    try {
      dropped = preparing;
      opened = new Publication(this, timeline.successor(), live == null, onReplaced);
      if (live == null) {
        timeline = opened.timeline();
        takeOver(opened);
      } else {
        preparing = opened;
        if (dropped != null) {
          dropped.end();
        }
      }
    } finally {
      lock.unlock();
    }
    if (dropped != null) {
      dropped.tellReplaced();
    }
    return opened;
  }

  /** Makes a publication the live one. */
  void takeOver(Publication next) {
    Publication before = live;
    if (before != null) {
      before.end();
      replaced = before;
    }
    if (preparing == next) {
      preparing = null;
    }
    live = next;
    epoch++;
    next.begin();
  }

  /** Places stream time of a prepared source after that of the previous source. */
  long align(Timeline next, int firstTrackId, long firstDtsTicks90k) {
    long offset = next.moveBehind(timeline, firstTrackId, firstDtsTicks90k);
    timeline = next;
    return offset;
  }

  void close(Publication publication) {
    lock.lock();
    try {
      publication.end();
      Publication next = preparing;
      if (publication == next) {
        preparing = null;
      } else if (publication == live) {
        live = null;
        if (next != null) {
          takeOver(next);
        } else {
          flowing = false;
          listener.onSource(publication.view().withDelivery(Delivery.ABSENT));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  void leave() {
    Publication before = replaced;
    boolean tell = appended;
    replaced = null;
    appended = false;
    lock.unlock();
    if (before != null) {
      before.tellReplaced();
    }
    if (tell) {
      logs.tellAppended();
    }
  }

  void requireEntered() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("the publication was not entered");
    }
  }

  /** Whether a sentence has not been logged yet. */
  boolean tellsFirst(String sentence) {
    return told.size() < MAX_TOLD && told.add(sentence);
  }

  void noteAppended() {
    appended = true;
    if (!flowing && live != null) {
      flowing = true;
      show(live.view());
    }
    deliveredSinceLook = true;
  }

  /** The live source has declared its tracks. */
  void noteDelivered() {
    flowing = true;
    deliveredSinceLook = true;
  }

  /**
   * Judges whether the live source delivers. To be called several times within the stall time; a
   * source becomes silent at most one interval late, and delivers again with its next access unit.
   */
  public void look(long nowNanos) {
    lock.lock();
    try {
      if (deliveredSinceLook || live == null) {
        deliveredSinceLook = false;
        deliveredNanos = nowNanos;
      } else if (flowing && nowNanos - deliveredNanos >= stallNanos) {
        flowing = false;
        show(live.view());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Shows the live source, and whether it delivers. The logs of its played tracks exist from then
   * on, even if empty.
   */
  void show(SourceView view) {
    if (view.tracks() != null) {
      view.tracks().tracks().stream().filter(Track::played).forEach(logs::logToWrite);
    }
    listener.onSource(view.withDelivery(flowing ? Delivery.FLOWING : Delivery.SILENT));
  }

  String streamName() {
    return streamName;
  }

  StreamLog logs() {
    return logs;
  }

  int epoch() {
    return epoch;
  }

  boolean sendsReordered() {
    return sendsReordered;
  }

  long silenceNanos() {
    return silenceNanos;
  }
}
