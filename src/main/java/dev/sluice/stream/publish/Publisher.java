package dev.sluice.stream.publish;

import dev.sluice.base.time.Timeline;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MuxerHabit;
import dev.sluice.media.Track;
import dev.sluice.stream.log.StreamLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of a stream's log. One source is live; others stand by to take over.
 *
 * <p>A replaced source that was thought dead cannot append after its successor, because its {@link
 * Publication} has ended. In normal operation the lock is uncontended. Readers never take it.
 */
public final class Publisher {
  /** Maximum number of warnings logged per source. */
  private static final int MAX_TOLD = 64;

  private static final System.Logger LOG = System.getLogger(Publisher.class.getName());

  private final String streamName;
  private final StreamLog logs;
  private final boolean sendsReordered;
  private final long silenceNanos;
  private final long stallNanos;
  private final PublishListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> told = new HashSet<>();
  private final WallClock wallClock;
  private final MuxerHabit muxerHabit = new MuxerHabit();
  private Timeline timeline;
  private @Nullable Publication live;
  private final StandbySources standby = new StandbySources();
  private Takeover rule = Takeover.REPLACE;
  private final List<Publication> replaced = new ArrayList<>();
  private long openings;
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
    this.wallClock = wallClock;
    this.timeline = new Timeline(wallClock);
    this.sendsReordered = sendsReordered;
    this.silenceNanos = silenceNanos;
    this.stallNanos = stallNanos;
    this.listener = listener;
  }

  /**
   * Opens a publication for a source. It is live at once if there is no other source, otherwise it
   * stands by. Beyond the limit, the worst source that stands by is replaced.
   *
   * @param takeover treatment of the stream's sources from now on
   * @param priority decides between sources, if {@code takeover} says so; among equal ones, the
   *     newer one wins
   * @param onReplaced called on another source's thread when the source is replaced; must not block
   */
  public Publication open(Takeover takeover, int priority, Runnable onReplaced) {
    Publication opened;
    lock.lock();
    try {
      opened =
          new Publication(
              this,
              logs.openInput(),
              new Timeline(wallClock),
              takeover.effective(priority),
              ++openings,
              onReplaced);
      rule = takeover;
      if (live == null) {
        makeLive(opened);
      } else {
        standby.add(opened);
        trim();
      }
    } finally {
      leave();
    }
    return opened;
  }

  /** Whether a source of that priority may stand by. */
  public boolean admits(Takeover takeover, int priority) {
    lock.lock();
    try {
      return standby.count() < takeover.standbyLimit()
          || standby
              .worst()
              .filter(worst -> worst.priority() <= takeover.effective(priority))
              .isPresent();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a source that stands by may take over with its next key picture. */
  boolean mayTakeOver(Publication next) {
    return live == null || !flowing || next.outranks(live);
  }

  /** Makes a source live that delivers and stood by. */
  void takeOver(Publication next) {
    flowing = true;
    deliveredSinceLook = true;
    makeLive(next);
  }

  private void makeLive(Publication next) {
    Publication before = live;
    standby.remove(next);
    live = next;
    if (before != null) {
      makeRoom(before, next);
    }
    trim();
    epoch++;
    next.begin();
    if (epoch > 1) {
      listener.onTakeover();
    }
  }

  private void makeRoom(Publication before, Publication next) {
    if (rule != Takeover.PRIORITY) {
      retire(before);
    } else {
      before.standBy();
      standby.add(before);
      LOG.log(
          System.Logger.Level.INFO,
          "Stream ''{0}'': a source of priority {1} is live, the one of priority {2} stands by.",
          streamName,
          next.priority(),
          before.priority());
    }
  }

  private void retire(Publication source) {
    source.end();
    replaced.add(source);
  }

  private void trim() {
    while (standby.count() > rule.standbyLimit()) {
      Publication worst = standby.worst().orElseThrow();
      standby.remove(worst);
      retire(worst);
    }
  }

  /**
   * Lets a source that became live continue the stream time of the source before.
   *
   * @param firstUnit the first access unit of the source from now on
   * @return false if it is sound that overlaps the sound of the source before
   */
  boolean align(Timeline next, AccessUnit firstUnit) {
    int track = firstUnit.trackId();
    long soundEnd = next == timeline ? Long.MIN_VALUE : timeline.track(track).endTicks90k();
    long offset =
        next == timeline
            ? 0
            : next.align(timeline, track, firstUnit.dtsTicks90k(), firstUnit.arrivalNanos());
    timeline = next;
    long dts = Math.max(firstUnit.dtsTicks90k() + offset, next.track(track).dtsTicks90k());
    firstUnit.setTimes(Math.max(firstUnit.ptsTicks90k() + offset, dts), dts);
    return dts >= soundEnd;
  }

  void close(Publication publication) {
    lock.lock();
    try {
      publication.end();
      if (!standby.remove(publication) && publication == live) {
        live = null;
        flowing = false;
        standby.best().ifPresent(this::makeLive);
        if (live == null) {
          listener.onSource(publication.view().withDelivery(Delivery.ABSENT));
        }
      }
    } finally {
      leave();
    }
  }

  /** Ends the publications of all sources, at the end of the stream. Their calls are refused. */
  public void end() {
    lock.lock();
    try {
      standby.all().forEach(Publication::end);
      if (live != null) {
        live.end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Count of sources that stand by. */
  public int standbyCount() {
    lock.lock();
    try {
      return standby.count();
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
    // A copy only if there is any: this runs for each piece of input.
    List<Publication> before = replaced.isEmpty() ? List.of() : List.copyOf(replaced);
    boolean tell = appended;
    replaced.clear();
    appended = false;
    lock.unlock();
    before.forEach(Publication::tellReplaced);
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

  MuxerHabit muxerHabit() {
    return muxerHabit;
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
