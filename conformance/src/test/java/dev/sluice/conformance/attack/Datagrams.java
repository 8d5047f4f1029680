package dev.sluice.conformance.attack;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A UDP socket of an attacker, with the bytes in both directions. */
final class Datagrams implements AutoCloseable {
  private final Target target;
  private final DatagramSocket socket;
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();

  Datagrams(Target target) throws IOException {
    this(target, target.service().media());
  }

  Datagrams(Target target, int port) throws IOException {
    this.target = target;
    this.socket = target.udp(port);
  }

  void send(byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length));
    sentBytes.addAndGet(datagram.length);
    target.sent(datagram.length);
  }

  /** True if a Binding success response arrives before the socket's time limit. */
  boolean awaitSuccess() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    try {
      while (true) {
        socket.receive(packet);
        receivedBytes.addAndGet(packet.getLength());
        if (StunMessage.isSuccess(packet.getData(), packet.getLength())) {
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** The next datagram; empty if none arrives before the socket's time limit. */
  Optional<byte[]> receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    try {
      socket.receive(packet);
      receivedBytes.addAndGet(packet.getLength());
      return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
  }

  long sentBytes() {
    return sentBytes.get();
  }

  long receivedBytes() {
    return receivedBytes.get();
  }

  @Override
  public void close() {
    target.closed(socket);
  }
}
