package dev.sluice.net.http;

import dev.sluice.base.log.RateLimitedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key in PEM files, which are read again when they change. New connections
 * get the new certificate, open ones go on. Files that cannot be used leave the old one in place.
 */
public final class TlsCertificate {
  private final Path certificateFile;
  private final Path keyFile;
  private final RateLimitedLog log =
      new RateLimitedLog(System.getLogger(TlsCertificate.class.getName()), System::nanoTime);
  private final LongAdder reloads = new LongAdder();
  private final LongAdder failedReloads = new LongAdder();
  private Contents inUse;
  private @Nullable Contents seen;
  private volatile SSLContext context;

  /** What stands in both files. */
  private static final class Contents {
    private final byte[] certificate;
    private final byte[] key;

    Contents(Path certificateFile, Path keyFile) throws IOException {
      certificate = Files.readAllBytes(certificateFile);
      key = Files.readAllBytes(keyFile);
    }

    boolean same(@Nullable Contents other) {
      return other != null
          && Arrays.equals(certificate, other.certificate)
          && Arrays.equals(key, other.key);
    }

    SSLContext context() throws IOException {
      return PemContext.of(certificate, key);
    }
  }

  private TlsCertificate(Path certificateFile, Path keyFile) throws IOException {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.inUse = new Contents(certificateFile, keyFile);
    this.context = inUse.context();
  }

  /**
   * Reads them for the first time.
   *
   * @param certificateFile the certificate first, then those that signed it
   * @param keyFile PKCS#8 or the older forms of OpenSSL, RSA or elliptic, not encrypted
   * @throws IOException when they cannot be used; the message is a sentence
   */
  public static TlsCertificate read(Path certificateFile, Path keyFile) throws IOException {
    try {
      return new TlsCertificate(certificateFile, keyFile);
    } catch (IOException e) {
      throw new IOException(
          "The certificate %s with the key %s cannot be used: %s."
              .formatted(certificateFile, keyFile, reason(e)),
          e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no file " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  SSLContext context() {
    return context;
  }

  /** How often a changed certificate was taken. */
  public long reloads() {
    return reloads.sum();
  }

  /** How often changed files could not be used. */
  public long failedReloads() {
    return failedReloads.sum();
  }

  /**
   * Looks whether the files have changed; called about once a second, by one thread. A change is
   * taken when it has been seen twice, since both files are never written at one moment.
   */
  void poll() {
    Contents before = seen;
    try {
      Contents now = new Contents(certificateFile, keyFile);
      seen = now;
      if (now.same(inUse) || !now.same(before)) {
        return;
      }
      inUse = now;
      context = now.context();
      reloads.increment();
      log.log(System.Logger.Level.INFO, "reloaded", "The certificate was read anew.");
    } catch (IOException e) {
      failedReloads.increment();
      log.log(
          System.Logger.Level.WARNING,
          "refused",
          "The changed certificate %s cannot be used, the old one stays: %s."
              .formatted(certificateFile, reason(e)));
    }
  }
}
