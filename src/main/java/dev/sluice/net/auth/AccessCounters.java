package dev.sluice.net.auth;

import dev.sluice.base.counters.SharedEnumCounters;
import java.util.concurrent.atomic.LongAdder;

/** Decisions on requests for access, for metrics. Thread-safe. */
public final class AccessCounters {
  private final LongAdder granted = new LongAdder();
  private final SharedEnumCounters<Decision.Reason> refused =
      new SharedEnumCounters<>(Decision.Reason.class);

  void count(Decision decision) {
    switch (decision) {
      case Decision.Granted yes -> granted.increment();
      case Decision.Refused no -> refused.increment(no.reason());
    }
  }

  /** Number of requests granted. */
  public long granted() {
    return granted.sum();
  }

  /** Number of requests refused for that reason. */
  public long of(Decision.Reason reason) {
    return refused.get(reason);
  }
}
