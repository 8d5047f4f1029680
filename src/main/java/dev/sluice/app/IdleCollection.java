package dev.sluice.app;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Collects all garbage once when the last stream and the last viewer have gone. Nobody notices the
 * pause then. Idle cycles of G1 would give the memory back little by little, a few regions each.
 *
 * <p>For one thread.
 */
final class IdleCollection {
  /** Viewers and sources that come back at once must not meet the pause. */
  private static final long WAIT_NANOS = Duration.ofSeconds(10).toNanos();

  private final BooleanSupplier used;
  private final Runnable collection;
  private boolean due;
  private long usedNanos;

  /**
   * @param used whether there are streams or viewers
   * @param collection takes tens of milliseconds, in which everything else stands still
   */
  IdleCollection(BooleanSupplier used, Runnable collection) {
    this.used = used;
    this.collection = collection;
  }

  /** Looks whether the service is idle. To be called every few seconds. */
  void look(long nowNanos) {
    if (used.getAsBoolean()) {
      due = true;
      usedNanos = nowNanos;
    } else if (due && nowNanos - usedNanos >= WAIT_NANOS) {
      due = false;
      collection.run();
    }
  }
}
