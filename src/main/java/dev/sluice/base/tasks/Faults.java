package dev.sluice.base.tasks;

import dev.sluice.base.log.RateLimitedLog;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts and logs caught faults of this program. The rest of the program continues. Bad input is no
 * fault: it has counters of its own. Thread-safe.
 */
public final class Faults {
  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final RateLimitedLog log;

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public Faults(LongSupplier nanoTime) {
    this(System.getLogger(Faults.class.getName()), nanoTime);
  }

  Faults(System.Logger logger, LongSupplier nanoTime) {
    this.log = new RateLimitedLog(logger, nanoTime);
  }

  /**
   * The guard of one part of the program.
   *
   * @param where the part's name, a constant; the label of its metric
   */
  public FaultGuard guard(String where) {
    return new FaultGuard(this, where, counts.computeIfAbsent(where, added -> new LongAdder()));
  }

  /** Caught faults by part of the program; parts without faults are present with 0. */
  public Map<String, Long> counts() {
    Map<String, Long> copy = new TreeMap<>();
    counts.forEach((where, count) -> copy.put(where, count.sum()));
    return copy;
  }

  /** Writes one line with a stack trace per part and type of fault in 10 s. */
  void log(String where, Throwable fault) {
    log.log(
        System.Logger.Level.ERROR,
        where + " " + fault.getClass().getName(),
        "Fault in " + where + "; it goes on.",
        fault);
  }
}
