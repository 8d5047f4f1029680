package dev.sluice.source.transport;

import java.io.IOException;

/**
 * Fetches the media of one source by its address. It lives as long as the source is attached to its
 * stream, and has one connection after the other; a socket to listen on may outlive them.
 *
 * <p>{@link #run} is called by one thread at a time. {@link #close} is called once, after the last
 * run.
 */
public interface Transport extends AutoCloseable {
  /** The end of a connection that did not fail. */
  enum Ended {
    /** The source may have more: it is connected again after a pause. */
    AGAIN,
    /** The next peer is awaited without a pause, as by a socket that listens. */
    NEXT_PEER,
    /** The source has no more, such as a file that is played once. */
    FOR_GOOD
  }

  /**
   * Connects, and passes on what arrives until the connection ends. It blocks. A call of {@link
   * Inlet#feed} that returns false ends it, with any value.
   *
   * @throws IOException if the connection fails or breaks; its message is a sentence for people,
   *     without secrets
   * @throws InterruptedException if the thread is interrupted, because the source is detached
   */
  Ended run(Inlet inlet) throws IOException, InterruptedException;

  /**
   * Whether its media come as fast as they are read, as those of a file. They are played in real
   * time from the first picture on.
   */
  default boolean unpaced() {
    return false;
  }

  /**
   * Whether no other transport can have the same address at the same time, as with a port to listen
   * on.
   */
  default boolean exclusive() {
    return false;
  }

  /** Releases what outlives connections. */
  @Override
  default void close() {}

  /** Makes the transport for an address. */
  @FunctionalInterface
  interface Factory {
    /**
     * A transport that is not connected yet.
     *
     * @throws AddressException if the address cannot be used, with a sentence for people
     */
    Transport open(TransportRequest request) throws AddressException;
  }
}
