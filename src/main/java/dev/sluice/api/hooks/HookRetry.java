package dev.sluice.api.hooks;

import java.util.random.RandomGenerator;

/**
 * Tries and the pauses between them. A pause doubles with each failure up to a cap, and is
 * shortened by up to half at random, so that the hooks of many streams do not come in step.
 *
 * @param tries for one event
 * @param firstMillis longest first pause
 * @param capMillis longest pause
 */
record HookRetry(int tries, long firstMillis, long capMillis, RandomGenerator random) {
  private static final int MOST_DOUBLINGS = 20;

  /**
   * The pause before the next try.
   *
   * @param failures of this event so far, at least one
   */
  long pauseMillis(int failures) {
    long full =
        Math.min(capMillis, firstMillis << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1)));
    return full - random.nextLong(full / 2 + 1);
  }
}
