package dev.sluice.stream.publish;

import dev.sluice.base.time.Timeline;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MuxerHabit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.log.StreamLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of a stream's log. One source is live; others stand by to take over.
 *
 * <p>A replaced source that was thought dead cannot append after its successor, because its {@link
 * Publication} has ended. In normal operation the lock is uncontended. Readers never take it.
 */
public final class Publisher {
  private static final System.Logger LOG = System.getLogger(Publisher.class.getName());

  private final String streamName;
  private final StreamLog logs;
  private final boolean sendsReordered;
  private final long silenceNanos;
  private final DeliveryWatch delivery;
  private final PublishListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final SourceWarnings warnings;
  private final WallClock wallClock;
  private final MuxerHabit muxerHabit = new MuxerHabit();
  private Timeline timeline;
  private @Nullable Publication live;
  private final SlateSlot slate = new SlateSlot();
  private final StandbySources standby = new StandbySources();
  private final Supplies supplies;
  private final ChangeTeller teller;
  private Takeover rule = Takeover.REPLACE;
  private final List<Publication> replaced = new ArrayList<>();
  private long openings;

  /** Number of the source that was live last; 0 before the first. */
  private long latestNumber;

  private int epoch;
  private boolean appended;
  private boolean changed;

  /** The source as it was shown last. */
  private SourceView shown = SourceView.NONE;

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
    this.delivery = new DeliveryWatch(stallNanos);
    this.listener = listener;
    this.warnings = new SourceWarnings(streamName);
    this.supplies = new Supplies(logs);
    this.teller = new ChangeTeller(listener, this::warnOfUnplayed);
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
      return standby.admits(takeover.effective(priority), takeover.standbyLimit());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Opens the publication of the slate, which ranks below every source: it takes over with a key
   * picture while no source is live or the live one is silent. An earlier slate ends.
   *
   * <p>The lead of stream time over the arrivals stays the same if the first picture of the slate
   * comes at least 40 ms after the last one of a source.
   */
  public Publication openSlate() {
    lock.lock();
    try {
      Timeline own = new Timeline(wallClock);
      Publication opened =
          new Publication(this, logs.openInput(), own, Integer.MIN_VALUE, 0, () -> {});
      slate.set(opened);
      return opened;
    } finally {
      leave();
    }
  }

  /** Whether the slate is shown in place of a source. For any thread. */
  public boolean slated() {
    return slate.shown();
  }

  /** Whether a publication that is not written may take over with its next key picture. */
  boolean mayTakeOver(Publication next) {
    if (live == null || !delivery.flows()) {
      return true;
    }
    return !slate.has(next) && next.outranks(live);
  }

  /** Writes a publication that delivers and was not written before. */
  void takeOver(Publication next) {
    if (slate.has(next)) {
      showSlate(next);
      return;
    }
    delivery.noteDelivered();
    slate.giveWay();
    makeLive(next);
  }

  private void showSlate(Publication next) {
    slate.show();
    changed = true;
    if (live != null) {
      live.waitBehindSlate();
    }
    epoch++;
    next.begin();
  }

  private void makeLive(Publication next) {
    Publication before = live;
    standby.remove(next);
    live = next;
    if (before != null && before != next) {
      makeRoom(before, next);
    }
    trim();
    if (slate.shown()) {
      next.waitBehindSlate();
    } else {
      epoch++;
      next.begin();
    }
    if (latestNumber != 0 && latestNumber != next.number()) {
      listener.onTakeover();
    }
    latestNumber = next.number();
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
    standby.removeBeyond(rule.standbyLimit()).forEach(this::retire);
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
      if (slate.has(publication)) {
        slate.clear();
        changed = true;
      } else {
        closeSource(publication);
      }
    } finally {
      leave();
    }
  }

  private void closeSource(Publication source) {
    source.end();
    if (!standby.remove(source) && source == live) {
      live = null;
      delivery.noteGone();
      standby.best().ifPresent(this::makeLive);
      if (live == null) {
        tell(source.view().withDelivery(Delivery.ABSENT));
      }
    }
  }

  /** Ends the publications of all sources, at the end of the stream. Their calls are refused. */
  public void end() {
    lock.lock();
    try {
      slate.clear();
      supplies.end();
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
    boolean tellAppended = appended;
    boolean tellChanged = changed;
    replaced.clear();
    appended = false;
    changed = false;
    lock.unlock();
    before.forEach(Publication::tellReplaced);
    if (tellAppended) {
      logs.tellAppended();
    }
    if (tellChanged) {
      teller.tell();
    }
  }

  void requireEntered() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("the publication was not entered");
    }
  }

  SourceWarnings warnings() {
    return warnings;
  }

  /** Warns of media that viewers do not get. Runs after listeners, which may open supplies. */
  private void warnOfUnplayed() {
    lock.lock();
    try {
      warnings.ofUnplayed(shown);
    } finally {
      lock.unlock();
    }
  }

  void noteAppended(Publication by) {
    appended = true;
    if (slate.has(by)) {
      return;
    }
    boolean silentBefore = !delivery.flows();
    delivery.noteDelivered();
    if (silentBefore && live != null) {
      show(live, live.view());
    }
  }

  /** The live source, or the slate, has declared its tracks. */
  void noteDelivered(Publication by) {
    if (slate.has(by)) {
      return;
    }
    delivery.noteDelivered();
  }

  /**
   * Judges whether the live source delivers. To be called several times within the stall time; a
   * source becomes silent at most one interval late, and delivers again with its next access unit.
   */
  public void look(long nowNanos) {
    lock.lock();
    try {
      if (delivery.fallsSilent(live != null, nowNanos) && live != null) {
        show(live, live.view());
      }
    } finally {
      leave();
    }
  }

  /**
   * Shows the live source, and whether it delivers. The logs of its played tracks exist from then
   * on, even if empty.
   */
  void show(Publication of, SourceView view) {
    if (slate.has(of)) {
      return;
    }
    tell(view.withDelivery(delivery.flows() ? Delivery.FLOWING : Delivery.SILENT));
  }

  private void tell(SourceView source) {
    shown = source.withSupplied(supplies.beside(source.tracks()));
    TrackSet sent = shown.negotiable();
    if (sent != null) {
      sent.tracks().stream().filter(Track::sent).forEach(logs::logToWrite);
    }
    changed = true;
    listener.onSource(shown);
  }

  /**
   * Opens a supply, in place of the one of the same track and kind.
   *
   * @param trackId {@link Track#VIDEO} or {@link Track#AUDIO}
   * @param format as far as it is known
   */
  public Supply supply(int trackId, SupplyKind kind, TrackFormat format) {
    lock.lock();
    try {
      Supply supply = new Supply(this, new Track(trackId, format), kind);
      supplies.add(supply);
      suppliesChanged();
      return supply;
    } finally {
      leave();
    }
  }

  void close(Supply supply) {
    lock.lock();
    try {
      if (supplies.remove(supply)) {
        suppliesChanged();
      }
    } finally {
      leave();
    }
  }

  /** Lets silence be supplied while there is no sound. To be called before the first source. */
  public void supplySilence() {
    supplies.openSilence(this);
  }

  /** Appends silence up to the present, if the stream has no sound. To be called every 20 ms. */
  public void fillSilence(long nowNanos) {
    lock.lock();
    try {
      if (slate.shown() || shown.lacksSound()) {
        appended |= supplies.fillSilence(timeline, epoch, nowNanos);
      }
    } finally {
      leave();
    }
  }

  /** Makes the supplied tracks in force visible to readers. */
  void suppliesChanged() {
    tell(shown);
  }

  /** Appends an access unit of a supply; false if it is not in force. */
  boolean append(Supply supply, AccessUnit unit) {
    int id = supply.trackId();
    boolean inForce =
        !slate.shown() && supplies.best(id) == supply && shown.supplied(id).isPresent();
    if (!inForce) {
      supply.refused();
      return false;
    }
    appended |= supplies.append(supply, unit, timeline, epoch);
    return true;
  }

  /** Whether an access unit begins before the end of its track's supplied media. */
  boolean supplied(AccessUnit unit) {
    return supplies.coverStartOf(unit, timeline);
  }

  /** Calls the listener as if something had changed. Call it without the lock. */
  public void tellChanged() {
    teller.tell();
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
