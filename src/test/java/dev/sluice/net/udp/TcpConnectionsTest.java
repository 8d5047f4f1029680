package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.address.LimitKeys;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TcpConnectionsTest {
  private static final int MOST = 1000;

  private final TcpConnections connections =
      new TcpConnections(
          new TcpLimits(
              MOST, new LimitKeys(List.of(AddressBlock.parse("10.0.0.0/8").orElseThrow()))));

  private boolean admit(String address) {
    return connections.admit(InetAddress.ofLiteral(address));
  }

  @Test
  void tenAddressesDoNotKeepOthersOut() {
    for (int i = 0; i < 10 * MOST; i++) {
      boolean unused = admit("192.0.2." + i % 10);
    }
    int held = connections.count();
    assertTrue(held < MOST, held + " connections");
    for (int i = 0; i < MOST - held; i++) {
      assertTrue(admit("198.51." + i / 256 + "." + i % 256), "viewer " + i);
    }
    assertFalse(admit("203.0.113.1"), "all are in use");
  }

  /** A host may use any address of its /64. */
  @Test
  void theAddressesOfANetworkHaveOneShare() {
    for (int i = 0; i < MOST; i++) {
      boolean unused = admit("2001:db8:0:1::" + Integer.toHexString(i));
    }
    assertEquals(MOST / 5, connections.count());
    for (int i = 0; i < MOST / 5; i++) {
      connections.release(InetAddress.ofLiteral("2001:db8:0:1::ffff"));
    }
    assertEquals(0, connections.count());
    assertTrue(admit("2001:db8:0:1::1"));
  }

  @Test
  void anExemptAddressMayHaveAll() {
    for (int i = 0; i < MOST; i++) {
      assertTrue(admit("10.0.0.1"));
    }
  }
}
