package dev.sluice.viewer.session;

import dev.sluice.media.TrackSet;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.viewer.feedback.RtpSession;

/**
 * The promise of an answer that was given before the stream had output. It is kept when the viewer
 * has played for a second. It is broken while the stream has sound only but a picture was promised,
 * since browsers play no sound before that picture, or while no browser plays the stream. For the
 * thread of the session's owner, except {@link #broken} and {@link #close}.
 */
final class PromisedMedia implements AutoCloseable {
  /** Several pictures are needed to see from their order whether browsers can play them. */
  private static final long KEPT_NANOS = 1_000_000_000;

  private final StreamPromise promise;
  private final int trackId;
  private final long waitNanos;
  private boolean fits;
  private long fitsSinceNanos;
  private boolean kept;
  private volatile boolean broken;

  /**
   * @param trackId of the promised picture, or of the sound if no picture was promised
   * @param waitNanos longest time from the connection to the first media; 0 for no limit
   */
  PromisedMedia(StreamPromise promise, int trackId, long waitNanos) {
    this.promise = promise;
    this.trackId = trackId;
    this.waitNanos = waitNanos;
  }

  /** Compares the stream with the promise. To be called a few times a second. */
  void look(ViewerSetup viewer, long nowNanos) {
    Stream stream = promise.stream();
    boolean judged = !kept && stream.playable();
    broken = judged && breaks(stream);
    if (!judged || broken || !viewer.plays()) {
      fits = false;
    } else if (!fits) {
      fits = true;
      fitsSinceNanos = nowNanos;
    } else {
      kept = nowNanos - fitsSinceNanos >= KEPT_NANOS;
    }
  }

  private boolean breaks(Stream stream) {
    TrackSet tracks = stream.negotiableTracks();
    boolean there = tracks == null || tracks.has(trackId);
    return !there || stream.source().unplayable().isPresent();
  }

  /** Whether a new POST gets another answer; up to a tick late. */
  boolean broken() {
    return broken;
  }

  /** Whether the viewer has waited for its first media as long as it may. */
  boolean late(RtpSession media, ViewerSetup viewer, long nowNanos) {
    return waitNanos > 0 && !media.hasSent() && nowNanos - viewer.connectedNanos() >= waitNanos;
  }

  @Override
  public void close() {
    promise.close();
  }
}
