package dev.sluice.api.observe;

import dev.sluice.source.datagram.DatagramSources;

/** Metrics of sources by UDP. */
public final class DatagramMetrics implements MetricSource {
  private final DatagramSources sources;

  /** Metrics of these sources. */
  public DatagramMetrics(DatagramSources sources) {
    this.sources = sources;
  }

  @Override
  public void collect(MetricSink sink) {
    sink.counters(
        "sluice_udp_source_events_total",
        "Datagrams of sources by UDP: received, dropped, lost, put in order.",
        "event",
        sources.counters().byName());
  }
}
