package dev.sluice.source.data;

import dev.sluice.base.counters.SharedEnumCounters;

/** Messages in control channels by outcome, for metrics. Thread-safe. */
public final class ControlCounters {
  /** Outcomes that are counted. */
  public enum Outcome {
    /** The server has taken the message. */
    SENT,
    /** The server has taken a message without content. */
    KEEP_ALIVE,
    /** The server has not taken it. */
    FAILED,
    /** A newer one took its place before it was sent. */
    DROPPED
  }

  private final SharedEnumCounters<Outcome> outcomes = new SharedEnumCounters<>(Outcome.class);

  /** All zero. */
  public ControlCounters() {}

  /** Counts a message. */
  public void count(Outcome outcome) {
    outcomes.increment(outcome);
  }

  /** The count of an outcome. */
  public long of(Outcome outcome) {
    return outcomes.get(outcome);
  }
}
