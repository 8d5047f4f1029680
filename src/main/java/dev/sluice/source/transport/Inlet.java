package dev.sluice.source.transport;

import java.io.Closeable;
import java.io.IOException;

/**
 * Takes the media of one connection. For the thread that reads the connection; that thread runs all
 * of ingest.
 */
public interface Inlet {
  /** Tells that the connection is there, before its first bytes. */
  void connected();

  /**
   * Takes the next bytes. With the first ones the connection becomes a source of its stream. The
   * call waits where the source runs ahead of the clock.
   *
   * @return false if the source must stop: it was detached, replaced or is unusable
   * @throws IOException if the stream refuses the source
   */
  boolean feed(byte[] data, int offset, int length) throws IOException, InterruptedException;

  /**
   * Tells that a segment is complete and that another muxer made what follows: pending access units
   * are complete, and continuity counters begin anew.
   */
  void endSegment();

  /**
   * Tells that bytes were lost before those that follow.
   *
   * @param mostBytes upper limit of their number
   */
  void lost(long mostBytes);

  /**
   * Registers what is closed when the source must stop, so that a blocked read ends with an
   * exception; in place of what was registered before. It is closed at once if the source must stop
   * already.
   */
  void closeOnStop(Closeable resource);

  /** Whether the source must stop. */
  boolean stopped();
}
