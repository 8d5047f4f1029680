package dev.sluice.api.observe;

import java.util.Map;
import java.util.TreeMap;

/** Writes metrics in the Prometheus text format, version 0.0.4. */
final class PrometheusText implements MetricSink {
  static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(4096);

  @Override
  public void gauge(String name, String help, Number value) {
    head(name, help, "gauge");
    text.append(name).append(' ').append(value).append('\n');
  }

  @Override
  public void counter(String name, String help, Number value) {
    head(name, help, "counter");
    text.append(name).append(' ').append(value).append('\n');
  }

  @Override
  public void gauges(String name, String help, String label, Map<String, ? extends Number> values) {
    head(name, help, "gauge");
    values(name, label, values);
  }

  @Override
  public void counters(
      String name, String help, String label, Map<String, ? extends Number> values) {
    head(name, help, "counter");
    values(name, label, values);
  }

  private void values(String name, String label, Map<String, ? extends Number> values) {
    new TreeMap<>(values)
        .forEach(
            (of, value) ->
                text.append(name)
                    .append('{')
                    .append(label)
                    .append("=\"")
                    .append(escape(of))
                    .append("\"} ")
                    .append(value)
                    .append('\n'));
  }

  private void head(String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
