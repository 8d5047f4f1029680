package dev.sluice.ingest.feed;

import dev.sluice.stream.publish.SourceSink;
import java.util.Map;

/**
 * Parses the bytes of one source and passes access units to its publication. Every source of bytes
 * (a push, later a pull, a socket, a file) feeds a {@code ByteIngest}.
 *
 * <p>Used by one thread at a time. Order of calls: {@link #feed}, {@link #endSegment}, {@link
 * #lost} and {@link #idle} in any order, then {@link #end}.
 */
public interface ByteIngest {
  /**
   * Takes the next bytes of the source.
   *
   * @param nowNanos arrival time, never decreasing
   * @return false when another source has taken over
   */
  boolean feed(byte[] data, int offset, int length, long nowNanos);

  /**
   * Passes on the access units that a pause of the source proves complete.
   *
   * @return false when another source has taken over
   */
  boolean idle(long nowNanos);

  /**
   * Takes the end of a segment: pending access units are complete, and what follows is of another
   * muxer.
   *
   * @return false when another source has taken over
   */
  boolean endSegment(long nowNanos);

  /**
   * Takes the loss of bytes before those that follow.
   *
   * @param mostBytes upper limit of their number
   * @return false when another source has taken over
   */
  boolean lost(long mostBytes, long nowNanos);

  /**
   * The time at which {@link #idle} is due if nothing is fed, on the caller's clock; MAX_VALUE for
   * never.
   */
  long idleDeadlineNanos();

  /** Packets of the container recognised so far; 0 if the bytes are in another format. */
  long packets();

  /** Whether the tracks of the source are known. */
  boolean tracksKnown();

  /**
   * All counts above zero, by name. Threads other than the feeding one may see slightly stale
   * values.
   */
  Map<String, Long> counts();

  /**
   * Ends the source and passes on the remaining access units; after {@link #lost}, only those that
   * are complete.
   */
  void end(long nowNanos);

  /** Makes the parser for a source. */
  @FunctionalInterface
  interface Factory {
    /** A parser that passes its access units to {@code sink}. */
    ByteIngest open(SourceSink sink);
  }
}
