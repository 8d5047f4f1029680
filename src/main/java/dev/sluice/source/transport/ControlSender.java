package dev.sluice.source.transport;

import java.io.Closeable;
import java.io.IOException;

/**
 * Sends messages to the worker of a stream. {@link #send} is for one thread at a time; {@link
 * #close} is for any, and ends a call that blocks.
 */
public interface ControlSender extends Closeable {
  /**
   * Sends a message, and waits until its server has taken it.
   *
   * @throws IOException if the server does not take it; its message is a sentence for people
   */
  void send(byte[] message) throws IOException;

  @Override
  void close();

  /** Makes the sender for an address. */
  @FunctionalInterface
  interface Factory {
    /**
     * A sender that is not connected yet.
     *
     * @throws AddressException if the address cannot be used, with a sentence for people
     */
    ControlSender open(TransportRequest request) throws AddressException;
  }
}
