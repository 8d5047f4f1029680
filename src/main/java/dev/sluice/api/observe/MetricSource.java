package dev.sluice.api.observe;

/** A part of the service that has metrics. Called by any thread, at every scrape. */
@FunctionalInterface
public interface MetricSource {
  /** Writes the present values. */
  void collect(MetricSink sink);
}
