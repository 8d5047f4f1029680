package dev.sluice.app.config;

import static dev.sluice.app.config.ConfigKey.key;

import dev.sluice.net.http.AddressBlock;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keys on HTTPS and reverse proxies; docs/deploy.md explains them. */
final class ProxyKeys {
  static final ConfigKey<Optional<Path>> TLS_CERTIFICATE =
      key(
          "public.tls.certificate",
          AuthValues.file(),
          "",
          "PEM file with the certificate for HTTPS on the public socket, then those that signed it;"
              + " read again when it changes. Empty is plain HTTP.");
  static final ConfigKey<Optional<Path>> TLS_KEY =
      key("public.tls.key", AuthValues.file(), "", "PEM file with its private key, not encrypted.");
  static final ConfigKey<Optional<URI>> BASE_ADDRESS =
      key(
          "public.baseAddress",
          AuthValues.base(),
          "",
          "Address at which clients reach the public socket through a proxy, such as"
              + " `https://example.org/sluice`; empty takes what they used.");
  static final ConfigKey<List<AddressBlock>> TRUSTED =
      key(
          "public.trustedProxies",
          ValueType.addressBlocks(),
          "127.0.0.0/8, ::1/128",
          "Proxies whose `X-Forwarded-For`, `Forwarded` and `X-Forwarded-Prefix` are believed.");

  /** In the order of the documentation. */
  static final List<ConfigKey<?>> ALL = List.of(TLS_CERTIFICATE, TLS_KEY, BASE_ADDRESS, TRUSTED);

  private ProxyKeys() {}
}
