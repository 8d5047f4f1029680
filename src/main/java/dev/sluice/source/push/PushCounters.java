package dev.sluice.source.push;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened to pushed sources, for metrics. Safe for any thread. */
public final class PushCounters {
  private final Map<PushEnd, LongAdder> ends = new EnumMap<>(PushEnd.class);
  private final LongAdder bytes = new LongAdder();

  /** All at zero. */
  public PushCounters() {
    for (PushEnd end : PushEnd.values()) {
      ends.put(end, new LongAdder());
    }
  }

  void count(PushEnd end) {
    adder(end).increment();
  }

  void countBytes(int count) {
    bytes.add(count);
  }

  /** How many ended so. */
  public long of(PushEnd end) {
    return adder(end).sum();
  }

  /** Bytes received of all bodies. */
  public long bytes() {
    return bytes.sum();
  }

  private LongAdder adder(PushEnd end) {
    return ends.computeIfAbsent(end, missing -> new LongAdder());
  }
}
