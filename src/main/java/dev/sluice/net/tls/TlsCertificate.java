package dev.sluice.net.tls;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.PeriodicTasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain and its key in PEM files, reloaded when they change. New connections get the
 * new certificate, open ones keep the old one. Unusable files leave the old certificate in use.
 */
public final class TlsCertificate {
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final Path certificateFile;
  private final Path keyFile;
  private final RateLimitedLog log =
      new RateLimitedLog(System.getLogger(TlsCertificate.class.getName()), System::nanoTime);
  private final LongAdder reloads = new LongAdder();
  private final LongAdder failedReloads = new LongAdder();
  private Contents inUse;
  private @Nullable Contents lastPolled;
  private volatile SSLContext context;

  /** The text of both files. */
  private record Contents(String certificate, String key) {
    static Contents read(Path certificateFile, Path keyFile) throws IOException {
      return new Contents(
          Files.readString(certificateFile, StandardCharsets.ISO_8859_1),
          Files.readString(keyFile, StandardCharsets.ISO_8859_1));
    }

    SSLContext context() throws IOException {
      return PemContext.of(certificate, key);
    }
  }

  private TlsCertificate(Path certificateFile, Path keyFile) throws IOException {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.inUse = Contents.read(certificateFile, keyFile);
    this.context = inUse.context();
  }

  /**
   * Reads both files.
   *
   * @param certificateFile the server's certificate, then its issuers
   * @param keyFile PKCS#8 or the older formats of OpenSSL, RSA or elliptic curve, not encrypted
   * @throws IOException if the files cannot be used; the message is a sentence
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

  /** Starts to look for changed files. */
  public void watch(PeriodicTasks tasks) {
    tasks.start("tls_certificate", POLL_INTERVAL, nowNanos -> poll());
  }

  /** For the next connection. */
  public SSLContext context() {
    return context;
  }

  /** Number of reloads. */
  public long reloads() {
    return reloads.sum();
  }

  /** Number of polls that found changed but unusable files. */
  public long failedReloads() {
    return failedReloads.sum();
  }

  /**
   * Reloads changed files once two polls in a row have read the same content, since the two files
   * are not written at the same moment.
   */
  private void poll() {
    try {
      Contents before = lastPolled;
      Contents now = Contents.read(certificateFile, keyFile);
      lastPolled = now;
      if (now.equals(inUse) || !now.equals(before)) {
        return;
      }
      inUse = now;
      context = now.context();
      reloads.increment();
      log.log(System.Logger.Level.INFO, "reloaded", "The certificate was reloaded.");
    } catch (IOException e) {
      failedReloads.increment();
      log.log(
          System.Logger.Level.WARNING,
          "unusable",
          "The changed certificate %s cannot be used, the old one stays in use: %s."
              .formatted(certificateFile, reason(e)));
    }
  }
}
