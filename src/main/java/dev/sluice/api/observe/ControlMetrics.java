package dev.sluice.api.observe;

import dev.sluice.base.counters.EnumCounts;
import dev.sluice.source.data.ControlCounters;
import java.util.List;

/** Metrics of control channels. */
public final class ControlMetrics implements MetricSource {
  private final List<ControlCounters> counters;

  /**
   * @param counters added up
   */
  public ControlMetrics(List<ControlCounters> counters) {
    this.counters = List.copyOf(counters);
  }

  @Override
  public void collect(MetricSink sink) {
    sink.counters(
        "sluice_control_messages_total",
        "Messages to workers in control channels, by outcome.",
        "outcome",
        EnumCounts.of(
            ControlCounters.Outcome.class,
            outcome -> counters.stream().mapToLong(one -> one.of(outcome)).sum()));
  }
}
