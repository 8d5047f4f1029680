package dev.sluice.source.datagram;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A bound socket. For one thread. */
interface DatagramReceiver extends Closeable {
  /** Longest wait for a datagram: so often are deadlines and the wish to stop looked at. */
  int WAIT_MILLIS = 50;

  /** Largest datagram: 65,507 bytes by IPv4, 65,527 by IPv6. */
  int MAX_DATAGRAM_BYTES = 64 * 1024;

  /**
   * Waits for datagrams, and takes all that are there, up to {@link DatagramBatch#MOST}.
   *
   * @param to is cleared first; empty if none came in time
   * @throws IOException if the socket fails
   */
  void receive(DatagramBatch to) throws IOException;

  /** The bound address. */
  InetSocketAddress localAddress() throws IOException;

  /** Size of the receive buffer that the kernel granted. */
  int receiveBufferBytes() throws IOException;
}
