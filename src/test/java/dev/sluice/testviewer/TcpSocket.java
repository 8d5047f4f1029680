package dev.sluice.testviewer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/** A TCP connection with RFC 4571 framing, behind the interface of a datagram socket. */
final class TcpSocket extends DatagramSocket {
  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final DataOutputStream out;

  TcpSocket(InetSocketAddress server) throws IOException {
    super((SocketAddress) null);
    socket.setReceiveBufferSize(64 * 1024);
    socket.setTcpNoDelay(true);
    socket.connect(server);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  @Override
  public void send(DatagramPacket packet) throws IOException {
    byte[] frame = new byte[2 + packet.getLength()];
    frame[0] = (byte) (packet.getLength() >> 8);
    frame[1] = (byte) packet.getLength();
    System.arraycopy(packet.getData(), packet.getOffset(), frame, 2, packet.getLength());
    out.write(frame);
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    int length = in.readUnsignedShort();
    // The rest of the frame has been sent and will arrive.
    int timeout = socket.getSoTimeout();
    socket.setSoTimeout(5_000);
    in.readFully(packet.getData(), 0, length);
    socket.setSoTimeout(timeout);
    packet.setLength(length);
    packet.setSocketAddress(socket.getRemoteSocketAddress());
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    if (socket != null) {
      socket.setSoTimeout(millis);
    }
  }

  @Override
  public void setReceiveBufferSize(int size) {
    // A small buffer, so that a slow reader blocks the other side.
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    super.close();
  }
}
