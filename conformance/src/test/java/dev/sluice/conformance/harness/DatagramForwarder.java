package dev.sluice.conformance.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;

/**
 * A bad network between a sender of datagrams and the service, with a fixed pattern: of a hundred
 * datagrams one is lost, and ten are overtaken by the next one.
 */
public final class DatagramForwarder implements AutoCloseable {
  private static final int MOST_BYTES = 65_535;
  private static final int PERIOD = 100;
  private static final int LOST = 50;
  private static final int OVERTAKEN = 10;

  private final DatagramSocket socket;
  private final InetSocketAddress to;
  private final Thread thread;

  private DatagramForwarder(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    this.socket = new DatagramSocket(0, loopback);
    this.to = new InetSocketAddress(loopback, port);
    this.thread = Thread.ofPlatform().daemon().name("forwarder").start(this::run);
  }

  /** Forwards to a port on loopback. */
  public static DatagramForwarder to(int port) throws IOException {
    return new DatagramForwarder(port);
  }

  /** The port to send to. */
  public int port() {
    return socket.getLocalPort();
  }

  private void run() {
    byte[] held = null;
    try {
      for (int number = 1; ; number++) {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        socket.receive(packet);
        byte[] data = Arrays.copyOf(packet.getData(), packet.getLength());
        if (number % PERIOD == LOST) {
          continue;
        }
        if (number % OVERTAKEN == 0 && held == null) {
          held = data;
          continue;
        }
        send(data);
        if (held != null) {
          send(held);
          held = null;
        }
      }
    } catch (SocketException e) {
      // Closed.
      return;
    } catch (IOException e) {
      throw new IllegalStateException("the forwarder fails", e);
    }
  }

  private void send(byte[] data) throws IOException {
    socket.send(new DatagramPacket(data, data.length, to));
  }

  @Override
  public void close() {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
