package dev.sluice.stream.publish;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Timeline;
import dev.sluice.base.time.TrackClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MuxerHabit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackHealth;
import dev.sluice.media.TrackInput;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.log.InputMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The place of one source in a stream.
 *
 * <pre>
 *   open --(no other source)-----> live --close or replaced--> ended
 *     \--(another is live)--> standby --close or replaced--> ended
 *
 *   standby --takes over--> live --another one takes over--> standby
 * </pre>
 *
 * <p>The slate has a publication, too ({@link Publisher#openSlate}). The slate is no source: it is
 * written while no source is live or the live one is silent, and ends with the next key picture of
 * any source.
 *
 * <p>While a source stands by, its tracks, formats and times are determined, and its access units
 * are dropped. It takes over in one step with a key picture (without video: with an access unit),
 * if it outranks the live source or that one is silent; or when the live source ends. The source
 * before then ends, or stands by ({@link Takeover}).
 *
 * <p>Two threads use it: the source's, and a timer that flushes an idle source. Each must enter:
 *
 * <pre>{@code
 * if (publication.enter()) {
 *   try {
 *     publication.append(...);
 *   } finally {
 *     publication.leave();
 *   }
 * } // else: another source has taken over, and this one is to stop
 * }</pre>
 */
public final class Publication implements SourceSink {
  private final Publisher publisher;
  private final Runnable onReplaced;
  private final InputMemory memory;
  private final Timeline timeline;
  private final int priority;
  private final long number;
  private final EnumCounters<PublishCounter> counters = new EnumCounters<>(PublishCounter.class);
  private final PictureOrder.Verdict verdict = new Verdict();
  private Map<Integer, TrackPublication> tracks = Map.of();
  private volatile SourceView view = new SourceView(Delivery.SILENT, null, SourceHealth.NONE);
  private volatile State state = State.STANDBY;

  /** Whether its access units are written: it is live, and no slate is shown in its place. */
  private boolean writes;

  /** Whether stream time continues that of the source before. */
  private boolean aligned;

  /** Whether tracks are missing that viewers are to wait for. */
  private boolean partial;

  /** State of a publication. */
  public enum State {
    /** Another source is live. */
    STANDBY,
    /** The publication belongs to the live source of the stream. */
    LIVE,
    /** The publication was closed or replaced. */
    ENDED
  }

  /** Takes the verdict on the order of pictures. */
  private final class Verdict implements PictureOrder.Verdict {
    @Override
    public void unplayable(Optional<String> reason) {
      setHealth(view.health().withUnplayable(reason));
    }

    @Override
    public void warn(String sentence) {
      Publication.this.warn(sentence);
    }
  }

  /**
   * @param memory for its parser, closed when it ends
   * @param timeline not aligned with the stream's yet
   * @param number of the source, counted from the beginning of the stream
   */
  Publication(
      Publisher publisher,
      InputMemory memory,
      Timeline timeline,
      int priority,
      long number,
      Runnable onReplaced) {
    this.publisher = publisher;
    this.memory = memory;
    this.timeline = timeline;
    this.priority = priority;
    this.number = number;
    this.onReplaced = onReplaced;
  }

  /** Name of the stream. */
  public String streamName() {
    return publisher.streamName();
  }

  /** Whether the publication belongs to that publisher. */
  public boolean isOf(Publisher of) {
    return publisher == of;
  }

  int priority() {
    return priority;
  }

  /** Number of the source, counted from the beginning of the stream; 0 for the slate. */
  long number() {
    return number;
  }

  /** Whether it has a higher priority than another source, or is a newer one of the same. */
  boolean outranks(Publication other) {
    return priority == other.priority ? number > other.number : priority > other.priority;
  }

  /** State of the publication. */
  public State state() {
    return state;
  }

  /** The present view of the source, also during its preparation. */
  public SourceView view() {
    return view;
  }

  /** Stream time of this source; to be used between {@link #enter} and {@link #leave}. */
  public Timeline timeline() {
    return timeline;
  }

  /** Counts of the source's access units by outcome. */
  public EnumCounters<PublishCounter> counters() {
    return counters;
  }

  @Override
  public ByteBudget memory() {
    return memory;
  }

  @Override
  public TrackClock clock(int trackId) {
    return timeline.track(trackId);
  }

  @Override
  public MuxerHabit muxerHabit() {
    return publisher.muxerHabit();
  }

  @Override
  public int otherId(int n) {
    return Track.FIRST_OTHER + n;
  }

  @Override
  public boolean tracksKnown() {
    return view.tracks() != null;
  }

  @Override
  public boolean absent(int trackId) {
    return view.health().absent(trackId);
  }

  @Override
  public void addCounts(Map<String, Long> to) {
    timeline.counters().addTo(to);
    counters.addTo(to);
  }

  @Override
  public boolean enter() {
    publisher.lock();
    if (state != State.ENDED) {
      return true;
    }
    counters.increment(PublishCounter.AFTER_TAKEOVER);
    publisher.unlock();
    return false;
  }

  @Override
  public void leave() {
    publisher.leave();
  }

  /** Closes the publication. No effect after another source has taken over. */
  public void close() {
    publisher.close(this);
  }

  @Override
  public void setTracks(TrackSet newTracks) {
    publisher.requireEntered();
    Map<Integer, TrackPublication> updated = new HashMap<>();
    List<Track> inForce = new ArrayList<>();
    List<TrackHealth> kept = new ArrayList<>();
    for (Track track : newTracks.tracks()) {
      TrackPublication current = tracks.get(track.id());
      if (current == null || !current.announced().equals(track)) {
        current = newTrack(track);
      } else {
        view.health().ofTrack(track.id()).ifPresent(kept::add);
      }
      updated.put(track.id(), current);
      inForce.add(new Track(track.id(), current.format()));
    }
    tracks = updated;
    TrackSet known = new TrackSet(inForce);
    Optional<String> unplayable = UnplayedMedia.unplayable(known);
    if (unplayable.isEmpty()) {
      TrackPublication video = updated.get(known.videoId());
      unplayable = video == null ? unplayable : video.unplayable();
    }
    SourceHealth health = view.health().withUnplayable(unplayable).withTracks(kept);
    if (writes) {
      publisher.noteDelivered(this);
    }
    show(new SourceView(Delivery.FLOWING, known, health));
  }

  private TrackPublication newTrack(Track track) {
    boolean ordered = Track.isVideo(track.id());
    return new TrackPublication(
        track,
        ordered ? new PictureOrder(verdict, counters, publisher.sendsReordered()) : null,
        new TrackMonitor(track, publisher.silenceNanos()),
        new HealthLog(streamName(), TrackSentences.name(track), publisher.silenceNanos()),
        counters);
  }

  @Override
  public void append(AccessUnit unit) {
    publisher.requireEntered();
    TrackPublication track = tracks.get(unit.trackId());
    if (track == null) {
      counters.increment(PublishCounter.UNLOGGED_UNITS);
      return;
    }
    if (!unit.format().equals(track.format())) {
      changeFormat(track, unit.format());
    }
    if (!writes) {
      if (!takesOver(unit) || !publisher.mayTakeOver(this)) {
        counters.increment(PublishCounter.BEFORE_TAKEOVER);
        track.drop(unit);
        return;
      }
      publisher.takeOver(this);
    }
    if (!aligned) {
      aligned = true;
      if (!publisher.align(timeline, unit)) {
        counters.increment(PublishCounter.BEFORE_TAKEOVER);
        track.drop(unit);
        return;
      }
    }
    if (publisher.supplied(unit)) {
      track.dropSupplied(unit);
    } else if (track.append(publisher.epoch(), unit, publisher.logs())) {
      publisher.noteAppended(this);
    }
  }

  private void changeFormat(TrackPublication track, TrackFormat format) {
    track.setFormat(format);
    TrackSet known = view.tracks();
    if (known != null) {
      show(view.withTracks(known.with(track.announced().id(), format)));
    }
  }

  /** Whether the source can take over with this access unit. */
  private boolean takesOver(AccessUnit unit) {
    TrackSet known = view.tracks();
    if (known == null || partial || !unit.format().complete()) {
      return false;
    }
    int video = known.videoId();
    int audio = known.audioId();
    if (known.has(video) && !view.health().absent(video)) {
      return unit.trackId() == video && unit.key();
    }
    return !known.has(audio) || unit.trackId() == audio;
  }

  @Override
  public void look(List<TrackInput> inputs, long nowNanos) {
    publisher.requireEntered();
    List<TrackHealth> judged = new ArrayList<>(inputs.size());
    for (TrackInput input : inputs) {
      TrackPublication track = tracks.get(input.trackId());
      if (track != null) {
        judged.add(track.look(input, nowNanos));
      }
    }
    setHealth(view.health().withTracks(judged));
  }

  @Override
  public void warn(String sentence) {
    publisher.requireEntered();
    setHealth(view.health().withWarning(sentence));
    log(sentence);
  }

  private void log(String sentence) {
    publisher.warnings().warn(sentence);
  }

  private void setHealth(SourceHealth health) {
    if (!health.equals(view.health())) {
      show(view.withHealth(health));
    }
  }

  private void show(SourceView newest) {
    view = newest;
    if (state == State.LIVE) {
      publisher.show(this, shown());
    }
  }

  private SourceView shown() {
    return partial ? view.withTracks(null) : view;
  }

  /** Sets whether tracks are missing, so that viewers wait and no other source is replaced yet. */
  void setPartial(boolean isPartial) {
    if (partial != isPartial) {
      partial = isPartial;
      show(view);
    }
  }

  void begin() {
    state = State.LIVE;
    writes = true;
    publisher.show(this, shown());
  }

  /** The slate is shown in place of this source, which is live, until its next key picture. */
  void waitBehindSlate() {
    standBy();
    state = State.LIVE;
    publisher.show(this, shown());
  }

  /** A better source has taken over: this one begins anew if it takes over again. */
  void standBy() {
    state = State.STANDBY;
    writes = false;
    aligned = false;
    tracks.values().forEach(TrackPublication::restart);
  }

  void end() {
    state = State.ENDED;
    writes = false;
    memory.close();
  }

  /** Notifies the source that another one has replaced it. Called without the lock. */
  void tellReplaced() {
    onReplaced.run();
  }
}
