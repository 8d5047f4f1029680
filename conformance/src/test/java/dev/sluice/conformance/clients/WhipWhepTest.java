package dev.sluice.conformance.clients;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract of all clients, and ICE restarts. */
class WhipWhepTest extends ClientContract {
  WhipWhepTest() {
    super(BrowserClient.whipWhep());
  }

  /**
   * One address and only UDP, so that there is a single candidate. At a restart, version 1.2.0
   * joins several candidates with commas, and browsers reject that description.
   */
  @Override
  Map<String, String> environment() throws IOException {
    String address =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
            .findFirst()
            .orElse(InetAddress.getLoopbackAddress())
            .getHostAddress();
    return Map.of("SLUICE_UDP_HOST", address, "SLUICE_UDP_TCP_CONNECTIONS", "0");
  }

  @Test
  @Tag("quick")
  void playsThroughAnIceRestart() throws Exception {
    checkRestart();
  }
}
