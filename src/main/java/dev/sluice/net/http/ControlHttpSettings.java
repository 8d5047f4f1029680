package dev.sluice.net.http;

import static dev.sluice.base.settings.AddressTypes.isLoopback;
import static dev.sluice.base.settings.AddressTypes.listenAddress;
import static dev.sluice.base.settings.SettingTypes.secret;

import dev.sluice.base.settings.SettingTypes;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** The socket for ingest, API, metrics and health. */
public final class ControlHttpSettings extends SettingsGroup {
  private static final int MIN_TOKEN_CHARACTERS = 16;

  /** Address to listen on. */
  public final String host =
      setting(
          "control.host",
          listenAddress(),
          "127.0.0.1",
          "Address for ingest, API, metrics and health. An address that other machines reach"
              + " needs control.token.");

  /** TCP port; 0 for any free one. */
  public final int port =
      setting(
          "control.port",
          SettingTypes.port(),
          "8081",
          "TCP port for ingest, API, metrics and health; 0 is any free one.");

  /** Secret that every request carries; empty for none. */
  public final String token =
      setting(
          "control.token",
          secret(MIN_TOKEN_CHARACTERS),
          "",
          "Secret for requests to the control socket, sent as `Authorization: Bearer`; empty"
              + " requires none.");

  /** Reads the group. */
  public ControlHttpSettings(SettingsSource source) throws SettingsException {
    super(source);
    require(
        !token.isEmpty() || isLoopback(host),
        ("control.host is \"%s\", which other machines can reach, and control.token is empty: set"
                + " control.token (SLUICE_CONTROL_TOKEN) to a secret of at least %d characters, or"
                + " control.host to 127.0.0.1.")
            .formatted(host, MIN_TOKEN_CHARACTERS));
  }
}
