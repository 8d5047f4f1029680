package dev.sluice.source.socket;

import dev.sluice.source.transport.Inlet;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** An address of a socket to connect to, or to listen at. */
interface Endpoint {
  /**
   * Connects.
   *
   * @param inlet closes the socket while it connects, if the source must stop
   * @throws IOException with a sentence
   */
  SocketChannel connect(Inlet inlet) throws IOException;

  /**
   * Listens.
   *
   * @throws IOException with a sentence
   */
  ServerSocketChannel listen() throws IOException;

  /** Removes what listening leaves behind, once the socket is closed. */
  default void unlisten() throws IOException {}

  /** For sentences, such as {@code 192.0.2.1:5000}. */
  String name();
}
