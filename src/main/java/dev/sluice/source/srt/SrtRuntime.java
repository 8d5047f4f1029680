package dev.sluice.source.srt;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtLibrary;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** libsrt, loaded and started when it is first needed: it has threads of its own. */
public final class SrtRuntime implements AutoCloseable {
  /** Connections that were told to end do so at once. */
  private static final long LONGEST_USE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final ReentrantLock lock = new ReentrantLock();
  private final RateLimitedLog warnings =
      new RateLimitedLog(System.getLogger(SrtRuntime.class.getName()), System::nanoTime);
  private final Loader loader;
  private final SrtCounters counters = new SrtCounters();
  private final Condition unused = lock.newCondition();
  private @Nullable SrtLibrary library;
  private int uses;
  private boolean abandoned;

  /** Loads and starts the library. */
  @FunctionalInterface
  interface Loader {
    SrtLibrary load() throws SrtException;
  }

  /** With the library of the system. */
  public SrtRuntime() {
    this(SrtLibrary::open);
  }

  SrtRuntime(Loader loader) {
    this.loader = loader;
  }

  /**
   * The library.
   *
   * @throws SrtException if it cannot be used; the message names the remedy
   */
  SrtLibrary library() throws SrtException {
    lock.lock();
    try {
      SrtLibrary known = library;
      if (known == null) {
        known = loader.load();
        library = known;
      }
      return known;
    } catch (SrtException e) {
      throw new SrtException(
          e.getMessage()
              + " Install Debian's package libsrt1.5-gnutls or libsrt1.5-openssl, or have a program"
              + " fetch the source: exec:ffmpeg -loglevel error -i srt://HOST:PORT -c copy -f"
              + " mpegts -");
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts a refused caller, and tells it once per reason and interval: a caller can name any
   * stream.
   */
  void refused(String subject, SrtRefusedException refused) {
    counters.count(refused.refusal());
    warnings.log(
        System.Logger.Level.WARNING,
        refused.refusal().name(),
        () -> "An SRT caller%s was refused. %s".formatted(of(subject), refused.getMessage()));
  }

  /** Counts a handshake that failed after the caller was admitted, and tells it. */
  void failedHandshake(String stream, boolean encrypted) {
    counters.count(SrtCounter.HANDSHAKE_FAILED);
    warnings.log(
        System.Logger.Level.WARNING,
        SrtCounter.HANDSHAKE_FAILED.name(),
        () ->
            "An SRT caller%s failed the handshake: %s"
                .formatted(
                    of(stream),
                    encrypted
                        ? "its passphrase is missing or wrong."
                        : "it has a passphrase where none is set, or sends no live media."));
  }

  private static String of(String stream) {
    return stream.isEmpty() ? "" : " for stream '%s'".formatted(stream);
  }

  /** Counts of all connections. */
  public SrtCounters counters() {
    return counters;
  }

  /** Whether the library is in use. */
  boolean started() {
    lock.lock();
    try {
      return library != null;
    } finally {
      lock.unlock();
    }
  }

  /** Tells that the thread uses the library from now on, which must not end meanwhile. */
  void enter() {
    lock.lock();
    try {
      uses++;
    } finally {
      lock.unlock();
    }
  }

  /** Tells that the thread uses it no more. */
  void leave() {
    lock.lock();
    try {
      uses--;
      unused.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the library's threads, after all connections. It goes on running if a thread stays inside
   * it: to end it would break that thread.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      awaitNoUse();
      if (library != null) {
        abandoned = uses > 0;
        if (!abandoned) {
          library.close();
        }
      }
      library = null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether {@link #close} has left the library running. Then {@code exit()} waits for the library
   * for good, in its destructors: the process can only be halted.
   */
  public boolean abandoned() {
    lock.lock();
    try {
      return abandoned;
    } finally {
      lock.unlock();
    }
  }

  private void awaitNoUse() {
    try {
      long left = LONGEST_USE_NANOS;
      while (uses > 0 && left > 0) {
        left = unused.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
