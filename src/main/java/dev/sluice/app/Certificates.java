package dev.sluice.app;

import dev.sluice.rtc.dtls.DtlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Reads or creates the DTLS certificate. */
final class Certificates {
  private Certificates() {}

  /**
   * Returns the configured certificate, or a new one if none is configured.
   *
   * @throws IOException if a file cannot be read or used; the message names the file and the cause
   */
  static DtlsIdentity dtls(CertificateSettings settings, SecureRandom random) throws IOException {
    if (settings.certificateFile.isEmpty() || settings.keyFile.isEmpty()) {
      return DtlsIdentity.generate(random);
    }
    try {
      return DtlsIdentity.fromPem(
          read(settings.certificateFile.get()), read(settings.keyFile.get()), random);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage() + ".", e);
    }
  }

  private static String read(String file) throws IOException {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IOException("the file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }
}
