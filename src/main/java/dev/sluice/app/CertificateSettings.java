package dev.sluice.app;

import static dev.sluice.base.settings.SettingTypes.file;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.util.Optional;

/** The DTLS certificate. Both files are given, or neither. */
final class CertificateSettings extends SettingsGroup {
  /** PEM file with the certificate; empty for a new one at each start. */
  final Optional<String> certificateFile =
      setting(
          "dtls.certificateFile",
          file(),
          "",
          "PEM file with the DTLS certificate for viewers, with an elliptic-curve key; empty"
              + " makes one at each start.");

  /** PEM file with the private key. */
  final Optional<String> keyFile =
      setting(
          "dtls.keyFile",
          file(),
          "",
          "PEM file with the private key of the DTLS certificate, PKCS#8 or SEC 1, not"
              + " encrypted.");

  CertificateSettings(SettingsSource source) throws SettingsException {
    super(source);
    require(
        certificateFile.isPresent() == keyFile.isPresent(),
        "dtls.certificateFile and dtls.keyFile belong together: set both or neither.");
  }
}
