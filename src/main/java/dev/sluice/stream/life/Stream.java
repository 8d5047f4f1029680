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
  private final PlayableGate gate;
  private final AtomicInteger connectedViewers = new AtomicInteger();
  private final ReentrantLock changes = new ReentrantLock();
  private volatile StreamState state = StreamState.WAITING;
  private volatile SourceView source = SourceView.NONE;

  /** Whether a source has shown its tracks. Only the thread with the publisher's lock uses it. */
  private boolean hadTracks;

  /**
   * @param pool memory of the logs
   * @param gate holds requests until the stream is playable
   * @param onTakeover called when a source becomes live after another one
   */
  Stream(
      String name,
      StreamSettings settings,
      SlabPool pool,
      WallClock wallClock,
      PlayableGate gate,
      Runnable onTakeover) {
    this.name = name;
    this.gate = gate;
    this.logs = new StreamLog(settings.videoLog(), settings.otherLog(), pool);
    this.publisher =
        new Publisher(
            name,
            logs,
            wallClock,
            settings.sendsReordered(),
            settings.silentTrack.toNanos(),
            settings.stall.toNanos(),
            new SourceListener(onTakeover));
  }

  /** Takes changes of the source. */
  private final class SourceListener implements PublishListener {
    private final Runnable takeover;

    SourceListener(Runnable takeover) {
      this.takeover = takeover;
    }

    @Override
    public void onSource(SourceView view) {
      sourceChanged(view);
    }

    @Override
    public void onTakeover() {
      takeover.run();
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
      if (view.ready()) {
        gate.open();
      } else {
        gate.shut();
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
    TrackSet known = source.tracks();
    return known == null
        ? null
        : known.byId(Track.VIDEO).map(Track::format).filter(TrackFormat::complete).orElse(null);
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

  /** Ends the sources and the logs of a closed stream. */
  void end() {
    publisher.end();
    logs.end();
  }
}
