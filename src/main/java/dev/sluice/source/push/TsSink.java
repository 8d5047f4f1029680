package dev.sluice.source.push;

import dev.sluice.stream.publish.Publication;
import java.util.Map;

/**
 * What a source feeds. Used by one thread at a time.
 *
 * <p>Order of calls: {@link #feed} and {@link #idle} in any order, then {@link #end}.
 */
public interface TsSink {
  /**
   * Takes the next bytes of the source.
   *
   * @return false when another source has taken this one's place
   */
  boolean feed(byte[] data, int offset, int length, long nowNanos);

  /**
   * Nothing came for a while: writes what a pause proves complete.
   *
   * @return false when another source has taken this one's place
   */
  boolean idle(long nowNanos);

  /** When {@link #idle} has something to do if nothing is fed; MAX_VALUE for never. */
  long idleDeadlineNanos();

  /** Transport packets recognised so far. */
  long packets();

  /**
   * What was seen, dropped and mended so far, by name; may lag a little when another thread asks
   * than the one that feeds.
   */
  default Map<String, Long> events() {
    return Map.of();
  }

  /** The source is over: writes what is left. */
  void end(long nowNanos);

  /** Makes the sink for a source that has its place in a stream. */
  @FunctionalInterface
  interface Factory {
    /** A sink that writes to the stream of {@code publication}. */
    TsSink open(Publication publication);
  }
}
