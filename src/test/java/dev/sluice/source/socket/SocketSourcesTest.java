package dev.sluice.source.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.FreePorts;
import dev.sluice.base.tasks.Faults;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import dev.sluice.source.transport.TransportRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources by TCP and Unix sockets. */
class SocketSourcesTest {
  private final SocketSources family =
      new SocketSources(new Faults(System::nanoTime).guard("transport"));

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Connects once somebody listens. */
  private static Socket connect(int port) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException e) {
        if (attempt == 100_000) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(bytes(text));
  }

  @Test
  void aServerIsReadToItsEndAndConnectedAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Transport transport =
            TransportRun.open(family, "tcp://localhost:" + server.getLocalPort())) {
      for (String text : List.of("G1", "G2")) {
        try (TransportRun run = new TransportRun(transport)) {
          try (Socket peer = server.accept()) {
            send(peer, text);
          }
          assertEquals(Transport.Ended.AGAIN, run.ended());
          assertEquals(text, run.inlet().text());
          assertEquals("connected", run.inlet().events().getFirst());
        }
      }
    }
  }

  @Test
  void aRefusedConnectionIsASentence() throws Exception {
    int port = FreePorts.next();
    try (Transport transport = TransportRun.open(family, "tcp://127.0.0.1:" + port);
        TransportRun run = new TransportRun(transport)) {
      assertEquals(
          "127.0.0.1:%d refuses the connection: no program listens there.".formatted(port),
          run.failure());
    }
  }

  @Test
  void aResetIsASentence() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Transport transport =
            TransportRun.open(family, "tcp://127.0.0.1:" + server.getLocalPort());
        TransportRun run = new TransportRun(transport)) {
      try (Socket peer = server.accept()) {
        send(peer, "G");
        run.inlet().await(inlet -> !inlet.text().isEmpty());
        peer.setSoLinger(true, 0);
      }
      assertEquals(
          "The peer reset the connection (127.0.0.1:%d).".formatted(server.getLocalPort()),
          run.failure());
    }
  }

  @Test
  void aSilentPeerIsLeftWhenTheSourceMustStop() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Transport transport =
            TransportRun.open(family, "tcp://127.0.0.1:" + server.getLocalPort());
        TransportRun run = new TransportRun(transport);
        Socket peer = server.accept()) {
      run.inlet().await(inlet -> inlet.events().contains("connected"));
      run.close();
      assertEquals(-1, peer.getInputStream().read());
    }
  }

  @Test
  void aConnectionGoesOnlyWhereItMay() throws Exception {
    try (Transport transport =
            family.open(
                new TransportRequest(
                    "live",
                    SourceAddress.parse("tcp://localhost:9"),
                    host -> {
                      throw new IOException("The host " + host + " is not allowed.");
                    },
                    true));
        TransportRun run = new TransportRun(transport)) {
      assertEquals("The host localhost is not allowed.", run.failure());
    }
  }

  @Test
  void theNewestPeerIsRead() throws Exception {
    int port = FreePorts.next();
    try (Transport transport =
            TransportRun.open(family, "tcp://127.0.0.1:%d?listen".formatted(port));
        TransportRun first = new TransportRun(transport);
        Socket halfOpen = connect(port)) {
      send(halfOpen, "G1");
      first.inlet().await(inlet -> inlet.text().equals("G1"));
      try (Socket back = connect(port)) {
        send(back, "G2");
        assertEquals(Transport.Ended.NEXT_PEER, first.ended());
        assertEquals(-1, halfOpen.getInputStream().read());
        try (TransportRun second = new TransportRun(transport)) {
          second.inlet().await(inlet -> inlet.text().equals("G2"));
        }
      }
    }
  }

  @Test
  void connectionsWithoutMediaReplaceNobody() throws Exception {
    int port = FreePorts.next();
    try (Transport transport = TransportRun.open(family, "tcp://0.0.0.0:" + port);
        TransportRun run = new TransportRun(transport);
        Socket encoder = connect(port)) {
      send(encoder, "G1");
      run.inlet().await(inlet -> inlet.text().equals("G1"));
      try (Socket check = connect(port)) {
        check.shutdownOutput();
        assertEquals(-1, check.getInputStream().read());
      }
      try (Socket browser = connect(port)) {
        send(browser, "ET /");
        assertEquals(-1, browser.getInputStream().read());
      }
      send(encoder, "2");
      run.inlet().await(inlet -> inlet.text().equals("G12"));
    }
  }

  @Test
  void silentConnectionsAreBounded() throws Exception {
    int port = FreePorts.next();
    try (Transport transport = TransportRun.open(family, "tcp://:" + port);
        TransportRun run = new TransportRun(transport);
        Socket oldest = connect(port)) {
      Socket[] silent = new Socket[NewestPeer.MAX_SILENT];
      for (int i = 0; i < silent.length; i++) {
        silent[i] = connect(port);
      }
      assertEquals(-1, oldest.getInputStream().read());
      send(silent[3], "G");
      run.inlet().await(inlet -> inlet.text().equals("G"));
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void theNextPeerIsAwaitedAfterTheEndOfOne() throws Exception {
    int port = FreePorts.next();
    try (Transport transport = TransportRun.open(family, "tcp://:" + port)) {
      for (String text : List.of("G1", "G2")) {
        try (TransportRun run = new TransportRun(transport)) {
          try (Socket peer = connect(port)) {
            send(peer, text);
          }
          assertEquals(Transport.Ended.NEXT_PEER, run.ended());
          assertEquals(text, run.inlet().text());
        }
      }
    }
  }

  @Test
  void aPortInUseIsASentence() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Transport transport =
            TransportRun.open(family, "tcp://127.0.0.1:%d?listen".formatted(other.getLocalPort()));
        TransportRun run = new TransportRun(transport)) {
      assertEquals(
          "TCP port %d is in use by another program or stream.".formatted(other.getLocalPort()),
          run.failure());
    }
  }

  @Test
  void aDetachEndsTheWaitForAPeer() throws Exception {
    int port = FreePorts.next();
    try (Transport transport = TransportRun.open(family, "tcp://:" + port);
        TransportRun run = new TransportRun(transport);
        Socket silent = connect(port)) {
      run.close();
      assertEquals(Transport.Ended.NEXT_PEER, run.ended());
      transport.close();
      assertEquals(-1, silent.getInputStream().read());
    }
  }

  @Test
  void aUnixSocketIsConnectedTo() throws Exception {
    Path path = folder.resolve("cam");
    try (ServerSocketChannel server =
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path));
        Transport transport = TransportRun.open(family, "unix:" + path);
        TransportRun run = new TransportRun(transport)) {
      try (SocketChannel peer = server.accept()) {
        peer.write(ByteBuffer.wrap(bytes("G1")));
      }
      assertEquals(Transport.Ended.AGAIN, run.ended());
      assertEquals("G1", run.inlet().text());
    }
  }

  @Test
  void aMissingUnixSocketIsASentence() throws Exception {
    Path path = folder.resolve("none");
    try (Transport transport = TransportRun.open(family, "unix:" + path);
        TransportRun run = new TransportRun(transport)) {
      assertEquals(path + " does not exist: no program listens there.", run.failure());
    }
  }

  @Test
  void aUnixSocketIsMadeAndRemoved() throws Exception {
    Path path = folder.resolve("in");
    // The file of a service that was killed.
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    assertTrue(Files.exists(path));
    try (Transport transport = TransportRun.open(family, "unix:%s?listen=true".formatted(path));
        TransportRun run = new TransportRun(transport)) {
      try (SocketChannel peer = connect(path)) {
        peer.write(ByteBuffer.wrap(bytes("G1")));
      }
      assertEquals(Transport.Ended.NEXT_PEER, run.ended());
      assertEquals("G1", run.inlet().text());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      try (Transport second = TransportRun.open(family, "unix:%s?listen=true".formatted(path));
          TransportRun other = new TransportRun(second)) {
        assertEquals(path + " is in use by another program or stream.", other.failure());
      }
      assertTrue(Files.exists(path), "the file of another one was removed");
    }
    assertFalse(Files.exists(path));
  }

  private static SocketChannel connect(Path path) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
      } catch (IOException e) {
        if (attempt == 100_000) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void theModeOfAUnixSocketMayBeGiven() throws Exception {
    Path path = folder.resolve("in");
    try (Transport transport =
            TransportRun.open(family, "unix:%s?listen=true&mode=0660".formatted(path));
        TransportRun run = new TransportRun(transport);
        SocketChannel peer = connect(path)) {
      peer.write(ByteBuffer.wrap(bytes("G")));
      run.inlet().await(inlet -> inlet.text().equals("G"));
      assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void anotherFileIsNotReplaced() throws Exception {
    Path path = Files.writeString(folder.resolve("precious"), "do not touch");
    try (Transport transport = TransportRun.open(family, "unix:%s?listen=true".formatted(path));
        TransportRun run = new TransportRun(transport)) {
      assertEquals(path + " exists and is no socket.", run.failure());
    }
    assertEquals("do not touch", Files.readString(path));
  }

  @Test
  void addressesWithoutSenseAreRefused() {
    for (String address :
        List.of(
            "tcp://host",
            "tcp://host:5/path",
            "tcp://host:5?listen=perhaps",
            "tcp://host:5?timeout=1",
            "unix:",
            "unix://host/path",
            "unix:/path?mode=999")) {
      AddressException refused =
          assertThrows(AddressException.class, () -> TransportRun.open(family, address));
      assertTrue(String.valueOf(refused.getMessage()).endsWith("."), refused::getMessage);
    }
  }
}
