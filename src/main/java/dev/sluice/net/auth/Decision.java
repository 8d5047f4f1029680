package dev.sluice.net.auth;

import java.time.Instant;
import java.util.Optional;

/** What becomes of an {@link AccessRequest}. */
public sealed interface Decision {
  /**
   * It is allowed.
   *
   * @param until when the right ends; empty for never
   */
  record Granted(Optional<Instant> until) implements Decision {
    /** For ever. */
    public static final Granted FOREVER = new Granted(Optional.empty());
  }

  /**
   * It is not.
   *
   * @param detail a sentence for the client; names no secret
   */
  record Refused(Reason reason, String detail) implements Decision {}

  /** Why a request is refused. */
  enum Reason {
    /** 401: the client has shown no token. */
    NO_TOKEN,
    /** 401: the token is not one that is known, or its signature is wrong. */
    BAD_TOKEN,
    /** 401: the token was good once, or will be. */
    NOT_VALID_NOW,
    /** 403: the token is good, but not for this stream or action. */
    NOT_ALLOWED,
    /** 503: who would know cannot be asked. */
    UNAVAILABLE
  }

  /** A refusal. */
  static Decision refused(Reason reason, String detail) {
    return new Refused(reason, detail);
  }
}
