package dev.sluice.api.whep;

import dev.sluice.base.counters.SharedEnumCounters;

/** POSTs on the endpoint by outcome, for metrics. Thread-safe. */
public final class WhepCounters {
  /** The outcome of a POST. */
  public enum Outcome {
    /** 201: a session was created. */
    CREATED,
    /** 201: a session was created before the stream had output. */
    EAGER,
    /** 4xx: the request or its offer cannot be used. */
    BAD_OFFER,
    /** 409: the stream had no output in time. */
    NO_OUTPUT,
    /** 409: no track of the stream can be played in a browser. */
    NOT_PLAYABLE,
    /** 503: a limit of sessions or held POSTs is reached, or the instance is drained. */
    FULL,
    /** 307: redirected to another instance. */
    REDIRECTED,
    /** 503: the rate limit of the client address. */
    TOO_OFTEN,
    /** 401, 403 or 503: the client has not shown the right to watch. */
    NO_ACCESS,
    /** The client hung up while its POST was held. */
    CLIENT_LEFT
  }

  private final SharedEnumCounters<Outcome> outcomes = new SharedEnumCounters<>(Outcome.class);

  void count(Outcome outcome) {
    outcomes.increment(outcome);
  }

  /** Number of POSTs with that outcome. */
  public long of(Outcome outcome) {
    return outcomes.get(outcome);
  }
}
