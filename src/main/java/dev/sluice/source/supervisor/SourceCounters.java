package dev.sluice.source.supervisor;

import dev.sluice.base.counters.SharedEnumCounters;
import java.util.concurrent.atomic.LongAdder;

/** Ends and bytes of sources, for metrics. Safe for any thread. */
public final class SourceCounters {
  private final SharedEnumCounters<SourceEnd> ends = new SharedEnumCounters<>(SourceEnd.class);
  private final LongAdder bytes = new LongAdder();

  void count(SourceEnd end) {
    ends.increment(end);
  }

  /** Counts received bytes. */
  public void countBytes(int count) {
    bytes.add(count);
  }

  /** Count of sources that ended for that reason. */
  public long of(SourceEnd end) {
    return ends.get(end);
  }

  /** Bytes received from all sources. */
  public long bytes() {
    return bytes.sum();
  }
}
