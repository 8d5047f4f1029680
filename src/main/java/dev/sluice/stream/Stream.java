package dev.sluice.stream;

import dev.sluice.base.time.Timeline;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One stream: its tracks and their logs. It outlives its sources, so that viewers do too.
 *
 * <p>Any thread may read; only the {@link StreamWriter} changes it.
 */
public final class Stream {
  private static final int MAX_LOGS = 8;

  private final String name;
  private final StreamSettings settings;
  private final StreamWriter writer;
  private final PlayableGate gate = new PlayableGate();
  private final List<StreamListener> listeners = new CopyOnWriteArrayList<>();

  private volatile StreamState state = StreamState.AWAITED;
  private volatile @Nullable TrackSet tracks;
  private volatile @Nullable VideoConfig videoConfig;
  private volatile Map<Integer, TrackLog> logs = Map.of();
  private volatile SourceHealth health = SourceHealth.NONE;

  Stream(String name, StreamSettings settings, WallClock wallClock) {
    this.name = name;
    this.settings = settings;
    this.writer = new StreamWriter(this, new Timeline(wallClock));
  }

  /** Its name in addresses. */
  public String name() {
    return name;
  }

  /** Where it is in its life. */
  public StreamState state() {
    return state;
  }

  /** The one way to change it. */
  public StreamWriter writer() {
    return writer;
  }

  /** The tracks of the present source, null until its PMT was read. */
  public @Nullable TrackSet tracks() {
    return tracks;
  }

  /** The newest parameter sets of the present source, null until they were read. */
  public @Nullable VideoConfig videoConfig() {
    return videoConfig;
  }

  /** The log of a track by {@link Track#id}, null when no source has had that track yet. */
  public @Nullable TrackLog log(int trackId) {
    return logs.get(trackId);
  }

  /** Whether a viewer can be answered: the tracks are known and, for video, its parameter sets. */
  public boolean playable() {
    return gate.isOpen();
  }

  /** Count of requests that wait for it to become playable. */
  public int waiting() {
    return gate.waiting();
  }

  /** What is odd about the present source. */
  public SourceHealth health() {
    return health;
  }

  void setHealth(SourceHealth newHealth) {
    health = newHealth;
  }

  /** Has {@code listener} told of what comes from now on. */
  public void addListener(StreamListener listener) {
    listeners.add(listener);
    if (state == StreamState.ENDED) {
      listener.onEnded(this);
    }
  }

  /** Undoes {@link #addListener}. */
  public void removeListener(StreamListener listener) {
    listeners.remove(listener);
  }

  PlayableGate gate() {
    return gate;
  }

  void tellAppended() {
    for (StreamListener listener : listeners) {
      listener.onAppended(this);
    }
  }

  void beginSource() {
    gate.shut();
    tracks = null;
    videoConfig = null;
    health = SourceHealth.NONE;
    state = StreamState.LIVE;
  }

  void endSource() {
    gate.shut();
    state = StreamState.PAUSED;
  }

  void end() {
    gate.shut();
    state = StreamState.ENDED;
    logs = Map.of();
    for (StreamListener listener : listeners) {
      listener.onEnded(this);
    }
  }

  void setTracks(TrackSet newTracks) {
    tracks = newTracks;
    newTracks.tracks().stream().filter(Track::played).forEach(this::addLog);
    openIfPlayable();
  }

  /**
   * The log to append to. That of a track which is not played is made with its first access unit,
   * and only for a few of them: a PMT may list two hundred.
   */
  @Nullable TrackLog logToWrite(int trackId) {
    TrackLog log = logs.get(trackId);
    TrackSet known = tracks;
    if (log == null && known != null && logs.size() < MAX_LOGS) {
      known.byId(trackId).ifPresent(this::addLog);
      log = logs.get(trackId);
    }
    return log;
  }

  private void addLog(Track track) {
    Map<Integer, TrackLog> grown = new TreeMap<>(logs);
    grown.computeIfAbsent(track.id(), id -> new TrackLog(id, settings.limitsOf(track)));
    logs = Map.copyOf(grown);
  }

  void setVideoConfig(VideoConfig config) {
    videoConfig = config;
    openIfPlayable();
  }

  private void openIfPlayable() {
    TrackSet known = tracks;
    boolean complete = known != null && (!known.hasVideo() || videoConfig != null);
    if (complete) {
      gate.open();
    } else {
      gate.shut();
    }
  }
}
