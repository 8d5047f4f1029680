package dev.sluice.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A TCP port for settings whose 0 turns a socket off. */
final class FreePort {
  private FreePort() {}

  /** The number of a port of loopback that nobody listens on. */
  static String text() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
