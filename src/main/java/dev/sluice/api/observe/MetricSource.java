package dev.sluice.api.observe;

/** Someone who has numbers to show. Asked by any thread, at every scrape. */
@FunctionalInterface
public interface MetricSource {
  /** Writes its present numbers. */
  void collect(MetricSink sink);
}
