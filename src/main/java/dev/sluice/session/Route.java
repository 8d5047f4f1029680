package dev.sluice.session;

import java.net.InetSocketAddress;

/**
 * The way to a viewer: a socket of ours and the viewer's address. Used by its shard's thread only.
 */
public interface Route {
  /** The viewer's address. */
  InetSocketAddress remote();

  /**
   * Sends a row of datagrams that stand behind one another in {@code data}.
   *
   * @param length count of bytes in all
   * @param segmentBytes size of each datagram; only the last may be shorter
   * @return false when the socket is full: nothing was sent, nothing is queued, and the caller
   *     tries again later
   */
  boolean send(byte[] data, int offset, int length, int segmentBytes);

  /** A valid check came by this route. */
  default void validated() {}

  /**
   * Whether datagrams come in one by one, so that the viewer's address has to tell whose they are;
   * a connection knows that by itself.
   */
  default boolean carriesDatagrams() {
    return true;
  }

  /** Sends one datagram; whether it left. */
  default boolean send(byte[] data, int offset, int length) {
    return send(data, offset, length, length);
  }
}
