package dev.sluice.transcode.audio;

import dev.sluice.base.counters.SharedEnumCounters;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The figures of all transcoders of sound, for the metrics. For all threads. */
public final class SoundFigures {
  private static final double NANOS_PER_SECOND = 1e9;

  final SharedEnumCounters<SoundCounter> counters = new SharedEnumCounters<>(SoundCounter.class);
  final LongAdder cpuNanos = new LongAdder();
  final AtomicInteger running = new AtomicInteger();

  SoundFigures() {}

  /** Transcoders that run. */
  public int running() {
    return running.get();
  }

  /** CPU time of all transcoders so far. */
  public double cpuSeconds() {
    return cpuNanos.sum() / NANOS_PER_SECOND;
  }

  /** Access units, frames and packets, by outcome. */
  public Map<String, Long> outcomes() {
    return counters.byName();
  }
}
