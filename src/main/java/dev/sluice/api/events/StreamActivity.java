package dev.sluice.api.events;

import dev.sluice.media.Track;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.log.TrackLog;
import java.util.stream.IntStream;

/** Whether media of a stream arrives, as the events tell it. */
final class StreamActivity {
  private StreamActivity() {}

  /** State of the stream. It is not live for viewers before its first media for them. */
  static StreamState state(Stream stream) {
    boolean begun = IntStream.range(0, Track.FIRST_OTHER).anyMatch(id -> head(stream, id) > 0);
    return begun ? stream.state() : StreamState.WAITING;
  }

  private static long head(Stream stream, int trackId) {
    TrackLog log = stream.log(trackId);
    return log == null ? 0 : log.head();
  }
}
