package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.address.LimitKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of several addresses of this machine share the connections of a socket. */
@Timeout(60)
final class SharedSocketTest {
  private static final int MOST = 56;
  private static final String GET = "GET /now HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final AddressBlock PROXIES = AddressBlock.parse("127.0.8.0/24").orElseThrow();

  private final List<RawHttp1> open = new ArrayList<>();
  private HttpSocket socket;

  @BeforeEach
  void start() throws IOException {
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "test",
                "127.0.0.1",
                0,
                MOST,
                Duration.ofSeconds(60),
                65_536,
                false,
                Optional.empty(),
                new LimitKeys(List.of(PROXIES))),
            new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
            routes -> routes.get("/now", (request, response) -> response.send("now")));
  }

  @AfterEach
  void stop() throws IOException {
    closeAll();
    socket.close();
  }

  /** Connects and asks; the connection stays open. */
  private void ask(String from) throws IOException {
    RawHttp1 client =
        new RawHttp1(
            new Socket(
                InetAddress.getLoopbackAddress(), socket.port(), InetAddress.ofLiteral(from), 0));
    open.add(client);
    client.send(GET);
    assertEquals("now", client.readBody());
  }

  private void closeAll() throws IOException {
    for (RawHttp1 client : open) {
      client.close();
    }
  }

  /** Opens connections until one is closed. Returns how many stay. */
  private int fill(String from) {
    int count = 0;
    while (count <= MOST) {
      try {
        ask(from);
        count++;
      } catch (IOException e) {
        return count;
      }
    }
    return count;
  }

  @Test
  void tenAddressesDoNotKeepOthersOut() throws Exception {
    int held = 0;
    for (int i = 1; i <= 10; i++) {
      held += fill("127.0.1." + i);
    }
    assertTrue(held < MOST, held + " connections");
    for (int i = 1; i <= MOST - held; i++) {
      ask("127.0.2." + i);
    }
    assertEquals(MOST, socket.connections());
    assertEquals(10, socket.refusedConnections());
  }

  @Test
  void anAddressGetsItsShareBackWhenItsConnectionsEnd() throws Exception {
    int share = fill("127.0.1.1");
    assertThrows(IOException.class, () -> ask("127.0.1.1"));
    closeAll();
    while (socket.connections() > 0) {
      Thread.onSpinWait();
    }
    assertEquals(share, fill("127.0.1.1"));
  }

  @Test
  void aTrustedProxyMayHaveAll() throws Exception {
    for (int i = 0; i < MOST; i++) {
      ask("127.0.8.1");
    }
    assertEquals(MOST, socket.connections());
    assertEquals(0, socket.refusedConnections());
  }
}
