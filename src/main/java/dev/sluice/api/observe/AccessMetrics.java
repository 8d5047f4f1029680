package dev.sluice.api.observe;

import dev.sluice.base.counters.EnumCounts;
import dev.sluice.net.auth.AccessCounters;
import dev.sluice.net.auth.Decision;
import java.util.Map;
import java.util.TreeMap;

/** Decisions on requests to watch or publish. */
public final class AccessMetrics implements MetricSource {
  private final AccessCounters counters;

  /** Metrics of these counters. */
  public AccessMetrics(AccessCounters counters) {
    this.counters = counters;
  }

  @Override
  public void collect(MetricSink sink) {
    Map<String, Long> outcomes = new TreeMap<>(EnumCounts.of(Decision.Reason.class, counters::of));
    outcomes.put("granted", counters.granted());
    sink.counters(
        "sluice_access_total", "Requests to watch or publish, by outcome.", "outcome", outcomes);
  }
}
