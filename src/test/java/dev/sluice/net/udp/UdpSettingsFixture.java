package dev.sluice.net.udp;

import dev.sluice.base.settings.GivenSettings;
import java.util.List;
import java.util.Map;

/** Settings for tests of the UDP server. */
public final class UdpSettingsFixture {
  private UdpSettingsFixture() {}

  /** Addresses with commas between, any free port, no TCP. */
  public static UdpSettings at(String hosts, int shards) {
    return GivenSettings.of(
        UdpSettings::new,
        Map.of(
            "udp.host",
            List.of(hosts.split(", *")),
            "udp.port",
            0,
            "udp.shards",
            shards,
            "udp.tcpConnections",
            0));
  }
}
