package dev.sluice.api.hooks;

import dev.sluice.base.counters.SharedEnumCounters;
import java.util.Map;

/** Events of hooks by outcome, for metrics. Thread-safe. */
public final class HookCounters {
  /** Outcomes that are counted. */
  public enum Outcome {
    /** The hook succeeded. */
    DONE,
    /** A call failed, and another try follows. */
    RETRIED,
    /** The last try failed, or the failure is final. */
    FAILED,
    /** The event was not tried: too many wait, or the hook still runs for the stream. */
    DROPPED
  }

  private final SharedEnumCounters<Outcome> outcomes = new SharedEnumCounters<>(Outcome.class);

  void count(Outcome outcome) {
    outcomes.increment(outcome);
  }

  /** Counts by the lower-case name of the outcome. */
  public Map<String, Long> byOutcome() {
    return outcomes.byName();
  }

  long of(Outcome outcome) {
    return outcomes.get(outcome);
  }
}
