package dev.sluice.app;

import dev.sluice.rtc.dtls.DtlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads or creates the DTLS certificate. */
final class Certificates {
  private Certificates() {}

  /**
   * Returns the configured certificate. If none is configured, the first call of the supplier makes
   * one, and others wait for it.
   *
   * @throws IOException if a file cannot be read or used; the message names the file and the cause
   */
  static Supplier<DtlsIdentity> dtls(CertificateSettings settings, SecureRandom random)
      throws IOException {
    if (settings.certificateFile.isEmpty() || settings.keyFile.isEmpty()) {
      return new Generated(random);
    }
    try {
      DtlsIdentity read =
          DtlsIdentity.fromPem(
              read(settings.certificateFile.get()), read(settings.keyFile.get()), random);
      return () -> read;
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

  /** Makes a certificate at the first call. */
  private static final class Generated implements Supplier<DtlsIdentity> {
    private final SecureRandom random;
    private @Nullable DtlsIdentity identity;

    Generated(SecureRandom random) {
      this.random = random;
    }

    @Override
    public synchronized DtlsIdentity get() {
      DtlsIdentity made = identity;
      if (made == null) {
        made = DtlsIdentity.generate(random);
        identity = made;
      }
      return made;
    }
  }
}
