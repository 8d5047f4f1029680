package dev.sluice.app.rehearsal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import org.bouncycastle.tls.DatagramTransport;

/** The UDP socket of one simulated viewer, and the transport of its DTLS handshake. */
final class ViewerSocket implements DatagramTransport {
  private static final int RECEIVE_LIMIT_BYTES = 1500;
  private static final int SEND_LIMIT_BYTES = 1200;
  private static final int DTLS_FIRST = 20;
  private static final int DTLS_LAST = 63;

  private final DatagramSocket socket;

  ViewerSocket(int serverPort) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.connect(InetAddress.getLoopbackAddress(), serverPort);
  }

  /**
   * Waits for one datagram of any kind.
   *
   * @throws SocketTimeoutException if none arrives within {@code waitMillis}
   */
  void await(int waitMillis) throws IOException {
    byte[] buffer = new byte[RECEIVE_LIMIT_BYTES];
    socket.setSoTimeout(waitMillis);
    socket.receive(new DatagramPacket(buffer, buffer.length));
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_LIMIT_BYTES;
  }

  @Override
  public int getSendLimit() {
    return SEND_LIMIT_BYTES;
  }

  @Override
  public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
    DatagramPacket packet = new DatagramPacket(buffer, offset, length);
    socket.setSoTimeout(Math.max(1, waitMillis));
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return -1;
    }
    int first = buffer[offset] & 0xFF;
    return first >= DTLS_FIRST && first <= DTLS_LAST ? packet.getLength() : -1;
  }

  @Override
  public void send(byte[] buffer, int offset, int length) throws IOException {
    socket.send(new DatagramPacket(buffer, offset, length));
  }

  @Override
  public void close() {
    socket.close();
  }
}
