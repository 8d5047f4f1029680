package dev.sluice.api.whep;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How requests for playback ended, for metrics. Safe for any thread. */
public final class WhepCounters {
  /** How a POST ended. */
  public enum Outcome {
    /** 201: a session was made. */
    CREATED,
    /** 4xx: the request or its offer cannot be answered. */
    BAD_OFFER,
    /** 409: the stream had no output in time. */
    NO_OUTPUT,
    /** 409: the stream has nothing that a browser plays. */
    NOT_PLAYABLE,
    /** 503: as many sessions or waiting requests as are allowed. */
    FULL,
    /** 307: sent on to another instance. */
    REDIRECTED,
    /** 503: its address asks too often. */
    TOO_OFTEN,
    /** 401, 403 or 503: the client has shown no right to watch. */
    NO_ACCESS,
    /** The client hung up while it was held. */
    CLIENT_LEFT
  }

  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

  /** All at zero. */
  public WhepCounters() {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
  }

  void count(Outcome outcome) {
    adder(outcome).increment();
  }

  /** How many ended so. */
  public long of(Outcome outcome) {
    return adder(outcome).sum();
  }

  private LongAdder adder(Outcome outcome) {
    return outcomes.computeIfAbsent(outcome, missing -> new LongAdder());
  }
}
