package dev.sluice.source.srt;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Random;

/**
 * Passes datagrams between one caller and a port of this machine, and loses one in ten, or all
 * while it is cut. The first ones each way pass: until SRT has measured the round-trip time, it
 * takes it for 100 ms, and asks for lost packets too seldom for a latency of 200 ms.
 */
final class LossyRelay implements AutoCloseable {
  private static final int SPARED = 200;
  private static final int MAX_BYTES = 2048;
  private static final double LOSS = 0.1;

  private final DatagramSocket front;
  private final DatagramSocket back;
  private final SocketAddress target;
  private volatile SocketAddress caller = new InetSocketAddress(0);
  private volatile boolean cut;
  private volatile int lost;

  LossyRelay(int port, long seed) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    front = new DatagramSocket(0, loopback);
    back = new DatagramSocket(0, loopback);
    target = new InetSocketAddress(loopback, port);
    Thread.ofPlatform().daemon().start(() -> pass(front, back, new Random(seed)));
    Thread.ofPlatform().daemon().start(() -> pass(back, front, new Random(seed + 1)));
  }

  int port() {
    return front.getLocalPort();
  }

  /** Loses everything, or one in ten again. */
  void cut(boolean all) {
    cut = all;
  }

  int lost() {
    return lost;
  }

  private void pass(DatagramSocket from, DatagramSocket to, Random random) {
    byte[] buffer = new byte[MAX_BYTES];
    for (int count = 0; !from.isClosed(); count++) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, MAX_BYTES);
        from.receive(packet);
        if (from == front) {
          caller = packet.getSocketAddress();
        }
        if (cut || count >= SPARED && random.nextDouble() < LOSS) {
          lost++;
          continue;
        }
        packet.setSocketAddress(from == front ? target : caller);
        to.send(packet);
      } catch (IOException e) {
        // The relay is closed, or the peer is.
        continue;
      }
    }
  }

  @Override
  public void close() {
    front.close();
    back.close();
  }
}
