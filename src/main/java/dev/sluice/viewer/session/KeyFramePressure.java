package dev.sluice.viewer.session;

import dev.sluice.media.TrackSet;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds streams whose viewers wait for a key picture, and tells listeners, which can ask the source
 * for one. A viewer waits if the log has no key picture to start with, or if it has sent PLI or FIR
 * and the log has no newer one. All viewers of a source that has shown no key picture yet wait.
 */
public final class KeyFramePressure {
  private final Streams streams;
  private final Sessions sessions;
  private final long intervalNanos;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  // Used by the task that looks only.
  private final Map<Stream, Long> toldNanos = new HashMap<>();

  /** Asks the source of a stream for a key picture, in a way of its own. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Viewers of a stream wait for a key picture. Called by a periodic task; must not block.
     *
     * @param viewers number of viewers that wait, at least one
     */
    void onKeyFrameWanted(Stream stream, int viewers);

    /** Whether it has a way to ask now. Nobody looks for viewers that wait while none has. */
    default boolean listens() {
      return true;
    }
  }

  /**
   * @param streams with sources
   * @param sessions their viewers
   */
  public KeyFramePressure(Streams streams, Sessions sessions, KeyFrameSettings settings) {
    this.streams = streams;
    this.sessions = sessions;
    this.intervalNanos = settings.interval.toNanos();
  }

  /** Adds a listener. */
  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  /** Removes a listener. */
  public void removeListener(Listener listener) {
    listeners.remove(listener);
  }

  /** Tells the listeners where viewers wait. To be called several times a second. */
  public void look(long nowNanos) {
    if (listeners.stream().noneMatch(Listener::listens)) {
      return;
    }
    toldNanos.values().removeIf(told -> nowNanos - told >= intervalNanos);
    Map<Stream, Integer> waiting = waiting();
    for (Map.Entry<Stream, Integer> entry : waiting.entrySet()) {
      if (toldNanos.putIfAbsent(entry.getKey(), nowNanos) == null) {
        listeners.forEach(one -> one.onKeyFrameWanted(entry.getKey(), entry.getValue()));
      }
    }
  }

  /** Number of viewers that wait, by stream; streams without any are absent. */
  private Map<Stream, Integer> waiting() {
    Map<Stream, Integer> counts = new HashMap<>();
    for (ViewerSession session : sessions.all()) {
      Stream stream = session.stream();
      if (stream.hasSource() && (session.awaitsKeyFrame() || awaitsFirst(stream))) {
        counts.merge(stream, 1, Integer::sum);
      }
    }
    for (Stream stream : streams.list()) {
      if (stream.waiting() > 0 && awaitsFirst(stream)) {
        counts.merge(stream, stream.waiting(), Integer::sum);
      }
    }
    return counts;
  }

  /** Whether the present source has declared a picture and shown no key picture yet. */
  private static boolean awaitsFirst(Stream stream) {
    TrackSet tracks = stream.tracks();
    return stream.hasSource()
        && tracks != null
        && tracks.byId(tracks.videoId()).filter(video -> !video.format().complete()).isPresent();
  }
}
