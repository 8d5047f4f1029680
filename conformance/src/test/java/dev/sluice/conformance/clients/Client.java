package dev.sluice.conformance.clients;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A player for a WHEP address. */
interface Client {
  /** Its name in the table. */
  String name();

  /**
   * Starts the player.
   *
   * @param play playing time, from the first picture or sound on
   * @param restart true to restart ICE in the middle; not every client supports it
   */
  Run start(URI whep, Duration play, boolean restart) throws Exception;

  /** A running client. */
  interface Run extends AutoCloseable {
    /** Waits until it has sent its offer. */
    void awaitPosting() throws InterruptedException;

    /** Waits for its end. */
    Played awaitPlayed() throws Exception;

    @Override
    void close() throws IOException;
  }
}
