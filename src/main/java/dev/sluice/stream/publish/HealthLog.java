package dev.sluice.stream.publish;

import dev.sluice.media.TrackHealth;
import dev.sluice.media.TrackState;

/**
 * Logs changes in the health of one track that is sent to viewers: a warning with the reason when
 * it yields nothing or has no stamps, and a line when it plays again. A state that lasts for less
 * than the hold time is not logged, so the lines of a track have that distance at least.
 */
final class HealthLog {
  private static final System.Logger LOG = System.getLogger(HealthLog.class.getName());

  private final String stream;
  private final String track;
  private final long holdNanos;
  private TrackState logged = TrackState.STARTING;
  private TrackState newest = TrackState.STARTING;
  private long newestSinceNanos;

  /**
   * @param track names the track in a sentence
   * @param holdNanos time for which a state must last; the monitor has waited for bad ones already
   */
  HealthLog(String stream, String track, long holdNanos) {
    this.stream = stream;
    this.track = track;
    this.holdNanos = holdNanos;
  }

  /** Takes the newest judgement. */
  void look(TrackHealth health, long nowNanos) {
    TrackState state = health.state();
    if (state != newest) {
      newest = state;
      newestSinceNanos = nowNanos;
    }
    boolean lasted = state.yieldsNothing() || nowNanos - newestSinceNanos >= holdNanos;
    if (state == logged || !lasted) {
      return;
    }
    boolean wasBad = logged.yieldsNothing() || logged == TrackState.NO_STAMPS;
    logged = state;
    if (state.yieldsNothing() || state == TrackState.NO_STAMPS) {
      LOG.log(System.Logger.Level.WARNING, "Stream ''{0}'': {1}", stream, health.sentence());
    } else if (wasBad && state == TrackState.PLAYING) {
      LOG.log(System.Logger.Level.INFO, "Stream ''{0}'': {1} plays.", stream, track);
    }
  }
}
