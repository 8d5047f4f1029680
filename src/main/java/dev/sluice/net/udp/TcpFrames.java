package dev.sluice.net.udp;

import io.netty.buffer.ByteBuf;

/** Reassembles the datagrams framed on a TCP connection (RFC 4571 section 2), in bounded memory. */
final class TcpFrames {
  private final byte[] frame = new byte[TcpRoute.LENGTH_BYTES + UdpServer.MAX_DATAGRAM_BYTES];
  private int filled;

  /** Receives datagrams. */
  @FunctionalInterface
  interface DatagramSink {
    /**
     * Takes a datagram. The array is reused after the call. Returns false to close the connection.
     */
    boolean take(byte[] datagram, int length);
  }

  /**
   * Adds received bytes. Returns false if the connection must be closed: the framing is invalid, or
   * the sink returned false.
   */
  boolean add(ByteBuf bytes, DatagramSink sink) {
    while (bytes.isReadable()) {
      int wanted = filled < TcpRoute.LENGTH_BYTES ? TcpRoute.LENGTH_BYTES : wholeBytes();
      int count = Math.min(wanted - filled, bytes.readableBytes());
      bytes.readBytes(frame, filled, count);
      filled += count;
      if (filled >= TcpRoute.LENGTH_BYTES) {
        if (wholeBytes() > frame.length) {
          return false;
        }
        if (filled == wholeBytes() && !whole(sink)) {
          return false;
        }
      }
    }
    return true;
  }

  private int wholeBytes() {
    return TcpRoute.LENGTH_BYTES + TcpRoute.length(frame);
  }

  private boolean whole(DatagramSink sink) {
    int length = filled - TcpRoute.LENGTH_BYTES;
    filled = 0;
    byte[] datagram = new byte[length];
    System.arraycopy(frame, TcpRoute.LENGTH_BYTES, datagram, 0, length);
    return sink.take(datagram, length);
  }
}
