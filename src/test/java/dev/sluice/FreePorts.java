package dev.sluice;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that a test names before something listens at them. They are below those that systems give
 * to outgoing connections: such a connection could take a port before.
 */
public final class FreePorts {
  private static final int FIRST = 15_000;
  private static final int BEYOND = 32_000;

  private FreePorts() {}

  /** A port that is free now at every address, for TCP and UDP. */
  public static int next() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket tcp = new ServerSocket(port);
        DatagramSocket udp = new DatagramSocket(port)) {
      return tcp.isBound() && udp.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
