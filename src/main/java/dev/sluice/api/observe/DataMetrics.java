package dev.sluice.api.observe;

import dev.sluice.base.counters.EnumCounts;
import dev.sluice.source.data.DataCounters;
import java.util.List;

/** Metrics of data channels. */
public final class DataMetrics implements MetricSource {
  private final List<DataCounters> counters;

  /**
   * @param counters added up
   */
  public DataMetrics(List<DataCounters> counters) {
    this.counters = List.copyOf(counters);
  }

  @Override
  public void collect(MetricSink sink) {
    sink.counters(
        "sluice_data_messages_total",
        "Messages of data channels, and what came in place of one.",
        "event",
        EnumCounts.of(
            DataCounters.Event.class,
            event -> counters.stream().mapToLong(one -> one.of(event)).sum()));
    sink.counter(
        "sluice_data_bytes_total",
        "Bytes received from data channels.",
        counters.stream().mapToLong(DataCounters::bytes).sum());
  }
}
