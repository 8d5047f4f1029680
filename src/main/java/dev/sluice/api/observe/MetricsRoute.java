package dev.sluice.api.observe;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /metrics} for Prometheus. */
public final class MetricsRoute {
  private MetricsRoute() {}

  /** Adds the route; every request collects from each source. */
  public static void register(HttpRouting.Builder routes, List<MetricSource> sources) {
    List<MetricSource> all = List.copyOf(sources);
    routes.get(
        "/metrics",
        (request, response) -> {
          PrometheusText text = new PrometheusText();
          all.forEach(source -> source.collect(text));
          response
              .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, PrometheusText.MEDIA_TYPE))
              .send(text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }
}
