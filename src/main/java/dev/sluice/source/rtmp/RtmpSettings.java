package dev.sluice.source.rtmp;

import static dev.sluice.base.settings.AddressTypes.listenAddress;
import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.SettingTypes;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** The socket for sources that publish over RTMP. */
public final class RtmpSettings extends SettingsGroup {
  /** Address to listen on. */
  public final String host =
      setting(
          "rtmp.host",
          listenAddress(),
          "127.0.0.1",
          "Address for RTMP. An address that other machines reach needs auth.mode or"
              + " control.token.");

  /** TCP port; 0 for none. */
  public final int port =
      setting(
          "rtmp.port",
          SettingTypes.port(),
          "0",
          "TCP port for sources that publish over RTMP; its usual number is 1935. 0 is off.");

  /** Limit of connections. */
  public final int maxConnections =
      setting(
          "rtmp.maxConnections",
          integer(1, 10_000),
          "256",
          "Open RTMP connections; an address may have a quarter of the free ones.");

  /** Reads the group. */
  public RtmpSettings(SettingsSource source) throws SettingsException {
    super(source);
  }

  /** Whether there is a socket. */
  public boolean enabled() {
    return port != 0;
  }
}
