package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.address.LimitKeys;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AcceptedSocketsTest {
  private final AcceptedSockets sockets =
      new AcceptedSockets(new ConnectionShares("of the test", 10, new LimitKeys(List.of())));
  private final List<Socket> open = new ArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private Socket accept() throws IOException {
    open.add(new Socket(server.getInetAddress(), server.getLocalPort()));
    Socket accepted = server.accept();
    open.add(accepted);
    return accepted;
  }

  @Test
  void aSocketIsHandedOverOnce() throws IOException {
    Socket socket = accept();
    sockets.add(socket);
    assertSame(
        socket,
        sockets
            .take(socket.getRemoteSocketAddress(), socket.getLocalSocketAddress())
            .orElseThrow()
            .socket());
    assertTrue(
        sockets.take(socket.getRemoteSocketAddress(), socket.getLocalSocketAddress()).isEmpty());
  }

  @Test
  void onlyAClosedSocketLosesItsPlace() throws IOException {
    Socket closed = accept();
    Socket waiting = accept();
    sockets.add(closed);
    sockets.add(waiting);
    closed.close();
    assertThrows(CloseConnectionException.class, () -> sockets.add(accept()), "two are its share");
    sockets.removeClosed();
    assertEquals(1, sockets.shares.taken());
    assertTrue(
        sockets
            .take(waiting.getRemoteSocketAddress(), waiting.getLocalSocketAddress())
            .isPresent());
  }
}
