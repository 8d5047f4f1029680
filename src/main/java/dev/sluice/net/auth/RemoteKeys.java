package dev.sluice.net.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.base.log.RateLimitedLog;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys at a JWKS address (RFC 7517 section 5), cached. A token with an unknown key causes
 * another fetch, since its key may be new, but at most one in 5 s. While the address does not
 * answer, the keys fetched last are used for another hour.
 */
final class RemoteKeys implements KeySource {
  private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long STALE_NANOS = Duration.ofHours(1).toNanos();

  private final Fetch fetch;
  private final long cacheNanos;
  private final LongSupplier nanoTime;
  private final RateLimitedLog log =
      new RateLimitedLog(System.getLogger(RemoteKeys.class.getName()), System::nanoTime);
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Fetched latest;
  private long nextFetchNanos;

  /** Fetches the document. */
  @FunctionalInterface
  interface Fetch {
    String get() throws IOException, InterruptedException;
  }

  private record Fetched(JWKSet keys, long atNanos) {}

  RemoteKeys(Fetch fetch, Duration cache, LongSupplier nanoTime) {
    this.fetch = fetch;
    this.cacheNanos = cache.toNanos();
    this.nanoTime = nanoTime;
    this.nextFetchNanos = nanoTime.getAsLong();
  }

  @Override
  public List<JWK> find(JWSHeader header) throws IOException, InterruptedException {
    Fetched known = latest;
    if (known == null || age(known) > cacheNanos) {
      known = refresh(known);
    }
    List<JWK> found = SigningKeys.of(known.keys(), header);
    if (found.isEmpty()) {
      found = SigningKeys.of(refresh(known).keys(), header);
    }
    return found;
  }

  private long age(Fetched fetched) {
    return nanoTime.getAsLong() - fetched.atNanos();
  }

  /**
   * Fetches the keys, unless a fetch was tried within the last seconds.
   *
   * @param seen keys that were too old or did not include the one wanted
   */
  private Fetched refresh(@Nullable Fetched seen) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      Fetched known = latest;
      if (Objects.equals(known, seen) && nanoTime.getAsLong() - nextFetchNanos >= 0) {
        known = fetched(known);
      }
      if (known == null || age(known) > cacheNanos + STALE_NANOS) {
        throw new IOException("the keys for tokens cannot be fetched");
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Fetched fetched(@Nullable Fetched before) throws InterruptedException {
    Fetched now = before;
    try {
      now = new Fetched(JWKSet.parse(fetch.get()), nanoTime.getAsLong());
      latest = now;
    } catch (IOException | ParseException | RuntimeException e) {
      // The exception is not logged: it may quote the address or the document.
      String reason = e instanceof IOException ? String.valueOf(e.getMessage()) : "it is no JWKS";
      log.log(
          System.Logger.Level.WARNING,
          reason,
          "The keys of auth.jwt.jwksUrl were not fetched: " + reason + ".");
    }
    nextFetchNanos = nanoTime.getAsLong() + RETRY_NANOS;
    return now;
  }
}
