// Delays before a new try, and waiting for them.

const FIRST_MS = 500;
const CAP_MS = 10_000;
const RETRY_AFTER_CAP_MS = 60_000;

/**
 * Exponential back-off with jitter, so that viewers of one server do not come back in step.
 *
 * @param {number} failures in a row, 1 at least
 * @param {?number} retryAfterMs the server's Retry-After, a lower bound
 */
export function delayMs(failures, retryAfterMs) {
  const backOff = Math.min(CAP_MS, FIRST_MS * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
  const asked = Math.min(RETRY_AFTER_CAP_MS, retryAfterMs ?? 0) * (1 + Math.random() / 4);
  return Math.max(backOff, asked);
}

/** A wait that can be ended early. */
export class Pause {
  #wake = () => {};

  /**
   * @param {number} millis Infinity waits until the early end
   * @param {(secondsLeft: number) => void} onTick called at once and every second
   */
  async wait(millis, onTick = () => {}) {
    const until = performance.now() + millis;
    const tick = () => onTick(Math.max(0, Math.ceil((until - performance.now()) / 1000)));
    const ticking = setInterval(tick, 1000);
    tick();
    await new Promise((resolve) => {
      this.#wake = resolve;
      if (millis !== Infinity) {
        setTimeout(resolve, millis);
      }
    });
    clearInterval(ticking);
  }

  /** Ends the present wait, if there is one. */
  cutShort() {
    this.#wake();
  }
}
