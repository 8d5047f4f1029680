package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtException;
import java.lang.foreign.MemorySegment;

/** Decides on a connection until its first packet has come. */
interface SrtEntry {
  /**
   * Whether a connection may go on that has sent nothing yet.
   *
   * @param nanos age of the connection
   * @throws SrtException if its silence is a failure of the source
   */
  boolean waits(long nanos) throws SrtException;

  /** Whether a connection with that first packet may go on. */
  boolean takes(MemorySegment packet) throws InterruptedException;

  /** Takes any packet that comes in time. */
  static SrtEntry within(long mostNanos) {
    return new SrtEntry() {
      @Override
      public boolean waits(long nanos) throws SrtException {
        if (nanos >= mostNanos) {
          throw new SrtException("The SRT peer is connected and sends nothing.");
        }
        return true;
      }

      @Override
      public boolean takes(MemorySegment packet) {
        return true;
      }
    };
  }
}
