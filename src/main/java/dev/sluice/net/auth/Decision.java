package dev.sluice.net.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The decision on an {@link AccessRequest}. */
public sealed interface Decision {
  /**
   * The request is granted.
   *
   * @param until expiry of the right; empty for none
   */
  record Granted(Optional<Instant> until) implements Decision {
    /** Without expiry. */
    public static final Granted FOREVER = new Granted(Optional.empty());

    /** Limit of finite rights; longer rights count as permanent. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** Expiry of the right, on the clock of {@link System#nanoTime}; empty for none. */
    public OptionalLong expiryNanos() {
      return until.map(Granted::nanos).orElse(OptionalLong.empty());
    }

    private static OptionalLong nanos(Instant until) {
      Duration left = Duration.between(Instant.now(), until);
      return left.compareTo(LONGEST) > 0
          ? OptionalLong.empty()
          : OptionalLong.of(System.nanoTime() + Math.max(0, left.toNanos()));
    }
  }

  /**
   * The request is refused.
   *
   * @param detail a sentence for the client, without secrets
   */
  record Refused(Reason reason, String detail) implements Decision {}

  /** Reason for refusing a request. */
  enum Reason {
    /** 401: the request has no token. */
    NO_TOKEN,
    /** 401: the token is unknown or its signature is wrong. */
    BAD_TOKEN,
    /** 401: the token has expired or is not valid yet. */
    NOT_VALID_NOW,
    /** 403: the token does not allow this stream or action. */
    NOT_ALLOWED,
    /** 503: too many requests of the client address. */
    TOO_OFTEN,
    /** 503: the webhook or key server does not answer. */
    UNAVAILABLE
  }

  /** Creates a refusal. */
  static Decision refused(Reason reason, String detail) {
    return new Refused(reason, detail);
  }
}
