package dev.sluice.api.observe;

import dev.sluice.source.rtmp.RtmpServer;

/** Metrics of the RTMP socket. */
public final class RtmpMetrics implements MetricSource {
  private final RtmpServer server;

  /** Metrics of that socket. */
  public RtmpMetrics(RtmpServer server) {
    this.server = server;
  }

  @Override
  public void collect(MetricSink sink) {
    sink.gauge("sluice_rtmp_connections", "Open RTMP connections.", server.connections());
    sink.counter(
        "sluice_rtmp_connections_refused_total",
        "RTMP connections closed at once because their address had its share.",
        server.refusedConnections());
    sink.counters(
        "sluice_rtmp_events_total", "Events of RTMP connections.", "event", server.counts());
  }
}
