package dev.sluice.api.observe;

import dev.sluice.source.srt.SrtCounters;

/** Metrics of SRT connections. */
public final class SrtMetrics implements MetricSource {
  private final SrtCounters counters;

  /** Metrics of those connections. */
  public SrtMetrics(SrtCounters counters) {
    this.counters = counters;
  }

  @Override
  public void collect(MetricSink sink) {
    sink.gauge("sluice_srt_connections", "SRT connections that are read.", counters.connections());
    sink.counters(
        "sluice_srt_events_total",
        "Events of SRT connections, and their packets by what became of them.",
        "event",
        counters.events());
    sink.counters(
        "sluice_srt_refused_total",
        "SRT callers that were refused, by reason.",
        "reason",
        counters.refusals());
    sink.gauges(
        "sluice_srt_round_trip_seconds",
        "Round-trip time of the SRT connection of a stream.",
        "stream",
        counters.roundTripSeconds());
    sink.gauges(
        "sluice_srt_buffer_seconds",
        "Media received by SRT that wait for their time of delivery.",
        "stream",
        counters.bufferSeconds());
  }
}
