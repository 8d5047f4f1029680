package dev.sluice.api.observe;

import java.util.Map;

/** Takes numbers. Names begin with {@code sluice_} and have a unit where there is one. */
public interface MetricSink {
  /** A number that goes up and down. */
  void gauge(String name, String help, Number value);

  /** A number that only rises; its name ends with {@code _total}. */
  void counter(String name, String help, Number value);

  /**
   * Numbers that only rise, of one kind, told apart by a label.
   *
   * @param values by value of the label
   */
  void counters(String name, String help, String label, Map<String, ? extends Number> values);
}
