package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.Firefox;
import dev.sluice.conformance.harness.PageServer;
import dev.sluice.conformance.harness.Relay;
import dev.sluice.conformance.harness.ServiceProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A network that lets a viewer's UDP out and nothing in. Firefox nominates UDP with its first
 * check, and plays over TCP.
 */
class OneWayTest {
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);

  /** Longer than the connect timeout of a session (10 s): a handshake on UDP would have failed. */
  private static final int MOST_REPORTS = 60;

  private static final int PACKETS_OF_FOUR_SECONDS = 200;

  @Test
  void firefoxPlaysOverTcpWhereUdpWorksInOneDirectionOnly() throws Exception {
    InetAddress address = interfaceAddress();
    try (ServiceProcess service =
            ServiceProcess.demo(Map.of("SLUICE_UDP_HOST", address.getHostAddress()));
        Relay relay = Relay.oneWay(address, service.udpPort());
        PageServer pages = PageServer.start()) {
      service.awaitPlayable("demo");
      URI page =
          URI.create(
              "%s?whep=%s&relay=%s:%d"
                  .formatted(
                      pages.address("one-way.html"),
                      service.whep("demo"),
                      address.getHostAddress(),
                      relay.port()));
      try (Firefox firefox = Firefox.open(page)) {
        JsonObject report = report(pages);
        for (int i = 0; i < MOST_REPORTS && packets(report) < PACKETS_OF_FOUR_SECONDS; i++) {
          report = report(pages);
        }
        String what = report + ", up: " + relay.up() + ", down: " + relay.down();
        assertTrue(packets(report) >= PACKETS_OF_FOUR_SECONDS, what + "; " + firefox.output());
        assertEquals("tcp", report.getString("protocol"), what);
        assertTrue(relay.up().delivered() > 1 && relay.down().lost() > 1, what);
        assertEquals(0, relay.down().delivered(), what);
      }
    }
  }

  private static JsonObject report(PageServer pages) throws InterruptedException {
    String text = pages.report(START_PATIENCE);
    return Json.createReader(new StringReader(text)).readObject();
  }

  private static int packets(JsonObject report) {
    return report.getInt("packets");
  }

  /** Firefox has no loopback candidates. */
  private static InetAddress interfaceAddress() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
        .findFirst()
        .orElseThrow(() -> new AssertionError("the test needs an interface besides loopback"));
  }
}
