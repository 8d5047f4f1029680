package dev.sluice.api.observe;

import dev.sluice.base.tasks.Faults;

/** Metrics of faults that were caught. */
public final class FaultMetrics implements MetricSource {
  private final Faults faults;

  /** Metrics of these counts. */
  public FaultMetrics(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void collect(MetricSink sink) {
    sink.counters(
        "sluice_faults_total",
        "Faults of this program that were caught, by part of the program.",
        "where",
        faults.counts());
  }
}
