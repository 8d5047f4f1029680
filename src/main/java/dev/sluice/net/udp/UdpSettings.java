package dev.sluice.net.udp;

import static dev.sluice.base.settings.AddressTypes.listenAddresses;
import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.port;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.util.List;

/** Sockets and threads for media. */
public final class UdpSettings extends SettingsGroup {
  /** Addresses of this machine, or a wildcard for all of them. */
  public final List<String> hosts =
      setting(
          "udp.host",
          listenAddresses(),
          "0.0.0.0",
          "Addresses for media; 0.0.0.0 is every IPv4 and IPv6 address of this machine.");

  /** UDP port, and TCP port if TCP is used; 0 for any free one. */
  public final int port =
      setting("udp.port", port(), "8190", "UDP port for media; 0 is any free one.");

  /** Number of event loops; 0 for one per core. */
  public final int shards =
      setting("udp.shards", integer(0, 256), "0", "Event loops; 0 is one per core.");

  /** Largest number of TCP connections; 0 turns TCP off. */
  public final int tcpConnections =
      setting(
          "udp.tcpConnections",
          integer(0, 100_000),
          "1000",
          "TCP connections at the same port number, for viewers whose network blocks UDP; 0"
              + " turns TCP off. One address may have a quarter of the free ones, and always one.");

  /** Reads the group. */
  public UdpSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
