package dev.sluice.stream.life;

import dev.sluice.base.time.WallClock;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.log.SlabPool;
import dev.sluice.stream.log.StreamLog;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.Delivery;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.PublishListener;
import dev.sluice.stream.publish.Publisher;
import dev.sluice.stream.publish.SourceHealth;
import dev.sluice.stream.publish.SourceView;
import dev.sluice.stream.publish.Supply;
import dev.sluice.stream.publish.SupplyKind;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One stream: its source, its log and its state. It outlives its sources, and so do its viewers.
 * Any thread may read.
 */
public final class Stream {
  private final String name;
  private final StreamLog logs;
  private final Publisher publisher;
  private final boolean silence;
  private final PlayableGate gate;
  private final StreamListener listener;
  private final TrackDemand demand = new TrackDemand();
  private final AtomicInteger connectedViewers = new AtomicInteger();
  private final ReentrantLock changes = new ReentrantLock();
  private volatile StreamState state = StreamState.WAITING;
  private final Set<StreamPromise> promises = new HashSet<>();
  private volatile SourceView source = SourceView.NONE;
  private volatile @Nullable TrackFormat lastVideo;

  /** Whether a source has shown its tracks. Only the thread with the publisher's lock uses it. */
  private boolean hadTracks;

  /**
   * @param pool memory of the logs
   * @param gate holds requests until the stream is playable
   * @param lastVideo format of the last picture of an earlier stream of that name; null if unknown
   * @param listener receives takeovers and changes
   */
  Stream(
      String name,
      StreamSettings settings,
      SlabPool pool,
      WallClock wallClock,
      PlayableGate gate,
      @Nullable TrackFormat lastVideo,
      StreamListener listener) {
    this.name = name;
    this.gate = gate;
    this.lastVideo = lastVideo;
    this.listener = listener;
    this.logs = new StreamLog(settings.videoLog(), settings.otherLog(), pool);
    this.publisher =
        new Publisher(
            name,
            logs,
            wallClock,
            settings.sendsReordered(),
            settings.silentTrack.toNanos(),
            settings.stall.toNanos(),
            new SourceListener());
    this.silence = settings.silence;
    if (silence) {
      publisher.supplySilence();
    }
  }

  /** Takes changes of the source. */
  private final class SourceListener implements PublishListener {
    @Override
    public void onSource(SourceView view) {
      sourceChanged(view);
    }

    @Override
    public void onTakeover() {
      listener.onTakeover();
    }

    @Override
    public void onChanged() {
      listener.onChanged(Stream.this);
    }

    @Override
    public void onSettled() {
      openIfReady();
    }
  }

  private void sourceChanged(SourceView view) {
    changes.lock();
    try {
      source = view;
      if (state == StreamState.ENDED) {
        return;
      }
      hadTracks |= view.tracks() != null;
      boolean flows = view.delivery() == Delivery.FLOWING;
      state = flows ? StreamState.LIVE : hadTracks ? StreamState.STALLED : StreamState.WAITING;
      TrackFormat video = view.videoFormat();
      lastVideo = video == null ? lastVideo : video;
      if (!view.ready()) {
        gate.shut();
      }
    } finally {
      changes.unlock();
    }
  }

  /**
   * Opens the gate. It is called after the listeners, so that they can supply tracks that the
   * source lacks.
   */
  private void openIfReady() {
    changes.lock();
    try {
      if (state != StreamState.ENDED && source.ready()) {
        promises.clear();
        gate.open();
      }
    } finally {
      changes.unlock();
    }
  }

  /** Name of the stream in URLs. */
  public String name() {
    return name;
  }

  /** State of the stream. */
  public StreamState state() {
    return state;
  }

  /** Whether a source is connected, delivering or not. */
  public boolean hasSource() {
    return source.connected();
  }

  /** Count of sources that stand by beside the live one. */
  public int standbyCount() {
    return publisher.standbyCount();
  }

  /** Whether it has or had a source, and is more than the wish of a viewer. */
  public boolean sourced() {
    return hasSource() || state != StreamState.WAITING;
  }

  /** Whether operators see it: it has or had a source, or is promised to a viewer. */
  public boolean listed() {
    return sourced() || promised();
  }

  /** The present view of the source. */
  public SourceView source() {
    return source;
  }

  /** The tracks of the present source with the formats in force, null until they are known. */
  public @Nullable TrackSet tracks() {
    return source.tracks();
  }

  /** The tracks that a viewer is answered with, see {@link SourceView#negotiable}. */
  public @Nullable TrackSet negotiableTracks() {
    return source.negotiable();
  }

  /** The format of the video sent to viewers; null until its parameter sets are known. */
  public @Nullable TrackFormat videoFormat() {
    return source.videoFormat();
  }

  /**
   * Opens a supply of a played track, which viewers get while the source has none of that id. A
   * transcoder opens its supply when it learns of the source's tracks ({@link
   * Streams#addSourceListener}). The open supply is a promise to viewers; the transcoder itself
   * runs while there is {@link #demand}.
   *
   * @param trackId {@link Track#VIDEO} or {@link Track#AUDIO}
   * @param kind how the track is made; an open supply of the same track and kind is replaced
   * @param format as far as it is known; viewers wait for a picture's parameter sets
   */
  public Supply supply(int trackId, SupplyKind kind, TrackFormat format) {
    return publisher.supply(trackId, kind, format);
  }

  /**
   * Opens the publication of the slate: the picture that viewers see while no source delivers. It
   * is no source: state, source and takeovers of the stream stay as they are without it. It is
   * written like any other publication. The caller closes it by {@link Publication#close}.
   */
  public Publication openSlate() {
    return publisher.openSlate();
  }

  /** Whether viewers see the slate: no source delivers, and a slate was written since. */
  public boolean slated() {
    return publisher.slated();
  }

  /**
   * Count of viewers that get a track: the sessions whose answer has it, and the requests that
   * wait.
   */
  public int demand(int trackId) {
    return demand.sessions(trackId) + waiting();
  }

  /** Whether a session has sound in its answer, and there is none to send. */
  boolean wantsSilence() {
    return silence
        && state != StreamState.ENDED
        && demand.sessions(Track.AUDIO) > 0
        && (slated() || source.lacksSound());
  }

  /** Counts a session whose answer has that track. */
  public void demandBegins(int trackId) {
    if (demand.begins(trackId)) {
      publisher.tellChanged();
    }
  }

  /** Subtracts a session that has ended. */
  public void demandEnds(int trackId) {
    if (demand.ends(trackId)) {
      publisher.tellChanged();
    }
  }

  /** Tells the listeners that the count of waiting requests has become one, or zero. */
  void waitingChanged() {
    publisher.tellChanged();
  }

  /**
   * The format of the newest picture, also of a source or a stream of that name that has ended;
   * null before the first.
   */
  public @Nullable TrackFormat lastVideoFormat() {
    return lastVideo;
  }

  /** Flaws of the present source. */
  public SourceHealth health() {
    return source.health();
  }

  /** The logs of all tracks, for readers and append listeners. */
  public StreamLog logs() {
    return logs;
  }

  /** The log of a track by {@link Track#id}; null if no source has had that track yet. */
  public @Nullable TrackLog log(int trackId) {
    return logs.log(trackId);
  }

  /**
   * Whether a viewer can be answered: a source delivers, the tracks are known and, for video, its
   * parameter sets.
   */
  public boolean playable() {
    return gate.isOpen();
  }

  /** Count of viewers that media is sent to, by all shards together. */
  public int connectedViewers() {
    return connectedViewers.get();
  }

  /** Counts a viewer that media is sent to from now on. */
  public void viewerConnected() {
    connectedViewers.incrementAndGet();
  }

  /** Counts a connected viewer that has ended. */
  public void viewerEnded() {
    connectedViewers.decrementAndGet();
  }

  /** Count of requests that wait until the stream is playable. */
  public int waiting() {
    return gate.waiting();
  }

  /** Whether requests, or viewers with a promise, wait until the stream is playable. */
  public boolean awaited() {
    return waiting() > 0 || promised();
  }

  /** Keeps the stream for a viewer that is answered before the stream is playable. */
  StreamPromise promise() {
    TrackSet.PROMISED.tracks().forEach(logs::logToWrite);
    StreamPromise promise = new StreamPromise(this);
    changes.lock();
    try {
      if (!playable() && state != StreamState.ENDED) {
        promises.add(promise);
      }
    } finally {
      changes.unlock();
    }
    return promise;
  }

  void release(StreamPromise promise) {
    changes.lock();
    try {
      promises.remove(promise);
    } finally {
      changes.unlock();
    }
  }

  /** Whether a viewer was answered and has waited for output since. */
  boolean promised() {
    changes.lock();
    try {
      return !promises.isEmpty();
    } finally {
      changes.unlock();
    }
  }

  PlayableGate gate() {
    return gate;
  }

  Publisher publisher() {
    return publisher;
  }

  /** Whether a source publishes in this stream, and not in another one of the same name. */
  public boolean has(Publication publication) {
    return publication.isOf(publisher);
  }

  /** Enters the state {@link StreamState#ENDED}. Its gate may be given to another stream then. */
  void close() {
    changes.lock();
    try {
      gate.shut();
      state = StreamState.ENDED;
    } finally {
      changes.unlock();
    }
  }

  /** Ends the sources and the logs of a closed stream, and tells the listeners. */
  void end() {
    publisher.end();
    logs.end();
    publisher.tellChanged();
  }
}
