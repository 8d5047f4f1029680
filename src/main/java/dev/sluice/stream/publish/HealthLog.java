package dev.sluice.stream.publish;

import dev.sluice.media.TrackHealth;
import dev.sluice.media.TrackState;

/**
 * Logs changes in the health of one track that is sent to viewers: a warning with the reason when
 * it yields nothing or has no stamps, and a line when it plays again. A state that lasts for less
 * than the hold time is not logged, so the lines of a track have that distance at least.
 */
final class HealthLog {
  private final System.Logger logger;
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
    this(System.getLogger(HealthLog.class.getName()), stream, track, holdNanos);
  }

  HealthLog(System.Logger logger, String stream, String track, long holdNanos) {
    this.logger = logger;
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
      log(System.Logger.Level.WARNING, health.sentence());
    } else if (wasBad && state == TrackState.PLAYING) {
      log(System.Logger.Level.INFO, track + " plays.");
    }
  }

  private void log(System.Logger.Level level, String sentence) {
    logger.log(level, "Stream '%s': %s".formatted(stream, sentence));
  }
}
