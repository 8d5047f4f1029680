package dev.sluice.bench.stream;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** A push in UDP datagrams of seven transport stream packets. */
public final class DatagramPush implements UnitOutput {
  private static final int DATAGRAM_BYTES = 7 * 188;

  private final DatagramSocket socket = new DatagramSocket();
  private final InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  private final int port;

  /** Pushes to a port of 127.0.0.1. */
  public DatagramPush(int port) throws IOException {
    this.port = port;
  }

  @Override
  public void send(byte[] array, int offset, int length, boolean key) throws IOException {
    for (int at = 0; at < length; at += DATAGRAM_BYTES) {
      int bytes = Math.min(DATAGRAM_BYTES, length - at);
      socket.send(new DatagramPacket(array, offset + at, bytes, address, port));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
