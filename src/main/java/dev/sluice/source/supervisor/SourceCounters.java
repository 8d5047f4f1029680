package dev.sluice.source.supervisor;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Ends and bytes of sources, for metrics. Safe for any thread. */
public final class SourceCounters {
  private final Map<SourceEnd, LongAdder> ends = new EnumMap<>(SourceEnd.class);
  private final LongAdder bytes = new LongAdder();

  /** All at zero. */
  public SourceCounters() {
    for (SourceEnd end : SourceEnd.values()) {
      ends.put(end, new LongAdder());
    }
  }

  void count(SourceEnd end) {
    adder(end).increment();
  }

  /** Counts received bytes. */
  public void countBytes(int count) {
    bytes.add(count);
  }

  /** Count of sources that ended for that reason. */
  public long of(SourceEnd end) {
    return adder(end).sum();
  }

  /** Bytes received from all sources. */
  public long bytes() {
    return bytes.sum();
  }

  private LongAdder adder(SourceEnd end) {
    return ends.computeIfAbsent(end, missing -> new LongAdder());
  }
}
