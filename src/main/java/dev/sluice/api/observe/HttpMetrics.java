package dev.sluice.api.observe;

import dev.sluice.net.http.HttpSocket;
import java.util.Map;

/** Metrics of the public HTTP socket. */
public final class HttpMetrics implements MetricSource {
  private final HttpSocket socket;

  /** Metrics of that socket. */
  public HttpMetrics(HttpSocket socket) {
    this.socket = socket;
  }

  @Override
  public void collect(MetricSink sink) {
    sink.gauge("sluice_http_connections", "Open connections.", socket.connections());
    sink.counters(
        "sluice_http_framing_refused_total",
        "Requests whose framing was refused.",
        "fault",
        socket.framingRefusals());
    sink.counter(
        "sluice_http_unread_answers_total",
        "Connections closed because the client did not read its answer.",
        socket.unreadAnswers());
    sink.counter(
        "sluice_http_connections_refused_total",
        "Connections closed at once because their address had its share.",
        socket.refusedConnections());
    sink.counter(
        "sluice_tls_handshakes_failed_total",
        "TLS handshakes that failed.",
        socket.failedHandshakes());
    sink.counters(
        "sluice_http2_connections_ended_total",
        "HTTP/2 connections ended for what the client sent.",
        "reason",
        socket.http2Faults());
    sink.counters(
        "sluice_tls_reloads_total",
        "Changed certificates, taken or refused.",
        "result",
        Map.of("taken", socket.certificateReloads(), "refused", socket.certificateRefusals()));
  }
}
