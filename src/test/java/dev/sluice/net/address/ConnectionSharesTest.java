package dev.sluice.net.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConnectionSharesTest {
  private static final int MOST = 1000;

  private final ConnectionShares connections =
      new ConnectionShares(
          "of the test",
          MOST,
          new LimitKeys(List.of(AddressBlock.parse("10.0.0.0/8").orElseThrow())));

  private boolean admit(String address) {
    return connections.admit(InetAddress.ofLiteral(address)).isPresent();
  }

  @Test
  void tenAddressesDoNotKeepOthersOut() {
    for (int i = 0; i < 10 * MOST; i++) {
      boolean unused = admit("192.0.2." + i % 10);
    }
    int held = connections.taken();
    assertTrue(held < MOST, held + " connections");
    for (int i = 0; i < MOST - held; i++) {
      assertTrue(admit("198.51." + i / 256 + "." + i % 256), "viewer " + i);
    }
    assertFalse(admit("203.0.113.1"), "all are in use");
  }

  /** A host may use any address of its /64. */
  @Test
  void theAddressesOfANetworkHaveOneShare() {
    List<ConnectionShares.Place> places = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      connections
          .admit(InetAddress.ofLiteral("2001:db8:0:1::" + Integer.toHexString(i)))
          .ifPresent(places::add);
    }
    assertEquals(MOST / 5, connections.taken());
    assertEquals(MOST - MOST / 5, connections.refused());
    places.forEach(ConnectionShares.Place::close);
    assertEquals(0, connections.taken());
    assertTrue(admit("2001:db8:0:1::1"));
  }

  @Test
  void aPlaceIsGivenBackOnce() {
    ConnectionShares.Place place =
        connections.admit(InetAddress.ofLiteral("192.0.2.1")).orElseThrow();
    assertTrue(admit("192.0.2.2"));
    place.close();
    place.close();
    assertEquals(1, connections.taken());
  }

  @Test
  void anExemptAddressMayHaveAll() {
    for (int i = 0; i < MOST; i++) {
      assertTrue(admit("10.0.0.1"));
    }
  }
}
