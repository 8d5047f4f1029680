package dev.sluice.ingest.feed;

import dev.sluice.stream.publish.Publication;
import java.util.Map;

/**
 * Parses the bytes of one source and passes access units to its publication. Every source of bytes
 * (a push, later a pull, a socket, a file) feeds one of these.
 *
 * <p>Used by one thread at a time. Order of calls: {@link #feed} and {@link #idle} in any order,
 * then {@link #end}.
 */
public interface ByteIngest {
  /**
   * Takes the next bytes of the source.
   *
   * @param nowNanos time of their arrival; never less than before
   * @return false when another source has taken over
   */
  boolean feed(byte[] data, int offset, int length, long nowNanos);

  /**
   * Passes on what a pause of the source proves complete.
   *
   * @return false when another source has taken over
   */
  boolean idle(long nowNanos);

  /**
   * The time at which {@link #idle} is due if nothing is fed, on the clock of the feeder; MAX_VALUE
   * for never.
   */
  long idleDeadlineNanos();

  /** Packets of the container recognised so far; 0 means that the bytes are something else. */
  long packets();

  /** Whether the tracks of the source are known. */
  boolean tracksKnown();

  /**
   * All counts that are not zero, by name. They may lag a little for another thread than the one
   * that feeds.
   */
  Map<String, Long> counts();

  /** Passes on what is left at the end of the source. */
  void end(long nowNanos);

  /** Makes the parser for a source. */
  @FunctionalInterface
  interface Factory {
    /** A parser that passes its access units to {@code publication}. */
    ByteIngest open(Publication publication);
  }
}
