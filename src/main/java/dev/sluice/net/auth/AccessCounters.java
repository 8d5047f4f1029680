package dev.sluice.net.auth;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Decisions on requests for access, for metrics. Thread-safe. */
public final class AccessCounters {
  private final LongAdder granted = new LongAdder();
  private final Map<Decision.Reason, LongAdder> refused = new EnumMap<>(Decision.Reason.class);

  /** All at zero. */
  public AccessCounters() {
    for (Decision.Reason reason : Decision.Reason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  void count(Decision decision) {
    switch (decision) {
      case Decision.Granted yes -> granted.increment();
      case Decision.Refused no -> adder(no.reason()).increment();
    }
  }

  /** Number of requests granted. */
  public long granted() {
    return granted.sum();
  }

  /** Number of requests refused for that reason. */
  public long of(Decision.Reason reason) {
    return adder(reason).sum();
  }

  private LongAdder adder(Decision.Reason reason) {
    return refused.computeIfAbsent(reason, missing -> new LongAdder());
  }
}
