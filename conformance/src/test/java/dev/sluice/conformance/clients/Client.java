package dev.sluice.conformance.clients;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A player that is pointed at a WHEP address. */
interface Client {
  /** What it is called in the table. */
  String name();

  /**
   * Starts it.
   *
   * @param play for how long, from the first picture or sound on
   * @param restart whether to restart ICE in the middle, which not every client can
   */
  Run start(URI whep, Duration play, boolean restart) throws Exception;

  /** A client that plays. */
  interface Run extends AutoCloseable {
    /** Waits until it has sent its offer. */
    void awaitPosting() throws InterruptedException;

    /** Waits for its end. */
    Played awaitPlayed() throws Exception;

    @Override
    void close() throws IOException;
  }
}
