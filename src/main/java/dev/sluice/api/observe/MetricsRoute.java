package dev.sluice.api.observe;

import dev.sluice.net.http.GetAnswer;
import io.helidon.webserver.http.HttpRouting;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /metrics} for Prometheus. */
public final class MetricsRoute {
  private MetricsRoute() {}

  /** Adds the route; every request collects from each source. */
  public static void register(HttpRouting.Builder routes, List<MetricSource> sources) {
    List<MetricSource> all = List.copyOf(sources);
    GetAnswer.route(
        routes,
        "/metrics",
        (request, response) -> {
          PrometheusText text = new PrometheusText();
          all.forEach(source -> source.collect(text));
          GetAnswer.send(
              request,
              response,
              PrometheusText.MEDIA_TYPE,
              text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }
}
