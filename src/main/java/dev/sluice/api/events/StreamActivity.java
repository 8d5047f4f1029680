package dev.sluice.api.events;

import dev.sluice.media.Track;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.log.TrackLog;

/** Whether media of a stream arrives, measured by the growth of its logs. Not thread-safe. */
final class StreamActivity {
  /** Time without media after which a stream counts as inactive. */
  static final long QUIET_NANOS = 2_000_000_000L;

  private long entries = -1;
  private long grownNanos;

  /** Compares the logs with the last call; to be called a few times a second. */
  boolean active(Stream stream, long nowNanos) {
    long now = head(stream, Track.VIDEO) + head(stream, Track.AUDIO);
    if (now != entries) {
      entries = now;
      grownNanos = nowNanos;
    }
    return now > 0 && stream.state() == StreamState.LIVE && nowNanos - grownNanos < QUIET_NANOS;
  }

  private static long head(Stream stream, int trackId) {
    TrackLog log = stream.log(trackId);
    return log == null ? 0 : log.head();
  }
}
