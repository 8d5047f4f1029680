package dev.sluice.stream.publish;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.time.TrackClock;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.MuxerHabit;
import java.util.Map;

/**
 * The place of a parser in a stream: the {@link Publication} of its source, or a part of a {@link
 * JoinedPublication}. All methods but {@link #enter} and {@link #addCounts} are to be called
 * between {@link #enter} and {@link #leave}.
 */
public interface SourceSink extends AccessUnitSink {
  /**
   * Takes the publisher's lock, unless the publication has ended.
   *
   * @return false, without the lock, if it has ended; this is counted
   */
  boolean enter();

  /** Releases the lock; readers are woken if a unit was appended. */
  void leave();

  /** Memory for the buffers of the parser; also without {@link #enter}. */
  ByteBudget memory();

  /** The clock that places access units of that track in stream time. */
  TrackClock clock(int trackId);

  /** What the sources of the stream have shown of their muxers; also without {@link #enter}. */
  MuxerHabit muxerHabit();

  /** Id of the n-th track, from 0 on, that is not sent to viewers. */
  int otherId(int n);

  /** Whether the parser has set its tracks; also without {@link #enter}. */
  boolean tracksKnown();

  /** Whether nothing of that track has come, and viewers are not to wait for it. */
  boolean absent(int trackId);

  /** Adds the counts of stamps and access units, each by its name. */
  void addCounts(Map<String, Long> to);
}
