package dev.sluice.source.srt;

import static dev.sluice.base.settings.AddressTypes.listenAddress;
import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.port;
import static dev.sluice.base.settings.SettingTypes.secret;

import dev.sluice.base.settings.AddressTypes;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** The port for SRT callers of all streams. */
public final class SrtSettings extends SettingsGroup {
  /** Address to listen on. */
  public final String host =
      setting(
          "srt.host",
          listenAddress(),
          "127.0.0.1",
          "Address for publishers by SRT. An address that other machines reach needs"
              + " srt.passphrase or auth.mode.");

  /** UDP port; 0 for none. */
  public final int port =
      setting(
          "srt.port",
          port(),
          "0",
          "UDP port for publishers by SRT, whose stream id names the stream, see"
              + " [sources.md](sources.md); 0 turns it off.");

  /** Secret that every publisher has; empty for none. */
  public final String passphrase =
      setting(
          "srt.passphrase",
          secret(SrtOptions.MIN_PASSPHRASE_CHARACTERS),
          "",
          "Passphrase of publishers at srt.port, 10 to 79 characters; empty requires none. Media are"
              + " encrypted by it.");

  /** Delay until packets are delivered. */
  public final int latencyMillis =
      setting(
          "srt.latencyMillis",
          integer(0, SrtOptions.MAX_LATENCY_MILLIS),
          String.valueOf(SrtOptions.DEFAULT_LATENCY_MILLIS),
          "Delay at srt.port within which lost packets are sent again; a publisher may ask for more.");

  /** Largest number of publishers. */
  public final int connections =
      setting(
          "srt.connections",
          integer(1, 10_000),
          "256",
          "Publishers at srt.port. One address may have a quarter of the free places, and always"
              + " one; limits.exempt applies.");

  /** Reads the group. */
  public SrtSettings(SettingsSource source) throws SettingsException {
    super(source);
    require(
        passphrase.length() <= SrtOptions.MAX_PASSPHRASE_CHARACTERS,
        "srt.passphrase is longer than 79 characters.");
  }

  /** Whether other machines may publish without a secret, unless there is access control. */
  public boolean openToOthers() {
    return port > 0 && passphrase.isEmpty() && !AddressTypes.isLoopback(host);
  }

  SrtOptions options() {
    return new SrtOptions(passphrase, 0, "", latencyMillis);
  }
}
