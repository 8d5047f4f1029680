package dev.sluice.api.observe;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Metrics of the Java virtual machine. */
public final class JvmMetrics implements MetricSource {
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

  @Override
  public void collect(MetricSink sink) {
    sink.gauge(
        "sluice_jvm_heap_used_bytes",
        "Heap in use, including garbage.",
        memory.getHeapMemoryUsage().getUsed());
    sink.gauge(
        "sluice_jvm_threads",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    long gcMillis =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum();
    sink.counter(
        "sluice_jvm_gc_seconds_total", "Time spent on garbage collection.", gcMillis / 1000.0);
    sink.counter(
        "sluice_uptime_seconds_total",
        "Time since the start of the process.",
        ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
  }
}
