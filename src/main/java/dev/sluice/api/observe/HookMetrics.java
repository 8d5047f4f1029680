package dev.sluice.api.observe;

import dev.sluice.api.hooks.Hooks;

/** Events of hooks. */
public final class HookMetrics implements MetricSource {
  private final Hooks hooks;

  /** Metrics of these hooks. */
  public HookMetrics(Hooks hooks) {
    this.hooks = hooks;
  }

  @Override
  public void collect(MetricSink sink) {
    sink.counters(
        "sluice_hooks_total",
        "Events of hooks, by outcome; a retried one counts more than once.",
        "outcome",
        hooks.counters().byOutcome());
    sink.gauge("sluice_hooks_pending", "Events of hooks that wait or are called.", hooks.pending());
  }
}
