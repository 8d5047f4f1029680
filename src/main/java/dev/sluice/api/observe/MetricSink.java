package dev.sluice.api.observe;

import java.util.Map;

/** Takes metrics. Names begin with {@code sluice_} and contain the unit. */
public interface MetricSink {
  /** Adds a value that goes up and down. */
  void gauge(String name, String help, Number value);

  /**
   * Adds values that go up and down, one per value of a label.
   *
   * @param values by label value
   */
  void gauges(String name, String help, String label, Map<String, ? extends Number> values);

  /** Adds a value that only rises; its name ends with {@code _total}. */
  void counter(String name, String help, Number value);

  /**
   * Adds values that only rise, one per value of a label.
   *
   * @param values by label value
   */
  void counters(String name, String help, String label, Map<String, ? extends Number> values);
}
