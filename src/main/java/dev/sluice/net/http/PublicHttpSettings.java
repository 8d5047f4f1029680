package dev.sluice.net.http;

import static dev.sluice.base.settings.AddressTypes.baseUrl;
import static dev.sluice.base.settings.AddressTypes.listenAddress;
import static dev.sluice.base.settings.SettingTypes.file;
import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.SettingTypes;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import dev.sluice.net.address.AddressBlock;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The socket for WHEP and the player; docs/deploy.md explains HTTPS and reverse proxies. */
public final class PublicHttpSettings extends SettingsGroup {
  /** Address to listen on. */
  public final String host =
      setting("public.host", listenAddress(), "0.0.0.0", "Address for WHEP and the player.");

  /** TCP port; 0 for any free one. */
  public final int port =
      setting(
          "public.port",
          SettingTypes.port(),
          "8080",
          "TCP port for WHEP and the player; 0 is any free one.");

  /** Largest number of open connections. */
  public final int maxConnections =
      setting(
          "public.maxConnections",
          integer(1, 1_000_000),
          "10000",
          "Open connections to the public socket; more wait until others end. One address may"
              + " have a quarter of the free ones, and always one.");

  /** PEM file with the certificate for HTTPS; empty for plain HTTP. */
  public final Optional<String> certificateFile =
      setting(
          "public.tls.certificate",
          file(),
          "",
          "PEM file with the certificate chain for HTTPS on the public socket; reloaded when it"
              + " changes. Empty is plain HTTP.");

  /** PEM file with the private key. */
  public final Optional<String> keyFile =
      setting(
          "public.tls.key",
          file(),
          "",
          "PEM file with the private key of the certificate, not encrypted.");

  /** Address at which clients reach the socket through a proxy. */
  public final Optional<URI> baseAddress =
      setting(
          "public.baseAddress",
          baseUrl(),
          "",
          "Address at which clients reach the public socket through a proxy, such as"
              + " `https://example.org/sluice`; empty uses the address of the request.");

  /** Proxies whose forwarding headers are believed. */
  public final List<AddressBlock> trustedProxies =
      setting(
          "public.trustedProxies",
          AddressBlock.listType(),
          "127.0.0.0/8, ::1/128",
          "Trusted proxies: their `X-Forwarded-For`, `Forwarded` and `X-Forwarded-Prefix` are"
              + " used.");

  /** Reads the group. */
  public PublicHttpSettings(SettingsSource source) throws SettingsException {
    super(source);
    require(
        certificateFile.isPresent() == keyFile.isPresent(),
        "public.tls.certificate and public.tls.key are good only together: set both or none.");
  }
}
