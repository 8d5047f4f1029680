package dev.sluice.app;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.rtc.dtls.DtlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** What the service shows to others. */
final class Certificates {
  private Certificates() {}

  /**
   * The configured certificate, or a fresh one.
   *
   * @throws IOException when a file cannot be read or used; the message says what to mend
   */
  static DtlsIdentity dtls(SluiceConfig.Network network, SecureRandom random) throws IOException {
    if (network.certificateFile().isEmpty()) {
      return DtlsIdentity.generate(random);
    }
    try {
      return DtlsIdentity.fromPem(read(network.certificateFile()), read(network.keyFile()), random);
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
