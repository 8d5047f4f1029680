package dev.sluice.container.mpegts;

/**
 * Decides, for one PID, when a PES packet of unknown length is complete before the next one begins:
 * waiting for that costs a whole frame interval.
 *
 * <p>A muxer fills the last packet of a PES packet up through the adaptation field, since the next
 * one must begin in a packet of its own. Once {@value #LEARN_PES} PES packets have ended so, and
 * none was stuffed anywhere else, stuffing is taken for the end. One violation, ever, and the rule
 * is off for good.
 *
 * <p>A PES packet that fits exactly (one in 184) has no stuffing. Where that habit is known, and
 * packets within a PES packet have always come close together, a pause means its end too.
 *
 * <p>Order of calls: {@link #begin}, {@link #packet} for each, {@link #end}.
 */
final class FlushRule {
  /** The habit counts as known after so many. */
  static final int LEARN_PES = 100;

  private static final long MIN_IDLE_NANOS = 2_000_000;
  private static final long MAX_IDLE_NANOS = 5_000_000;

  /** Pauses are remembered for one to two windows of so many PES packets. */
  private static final int WINDOW_PES = 128;

  private int confirmed;
  private boolean stuffed;
  private boolean disabled;
  private boolean idleDisabled;
  private boolean reported;
  private long lastNanos;
  private long longestPauseNanos;
  private long longestPauseBeforeNanos;
  private int windowPes;

  /** A PES packet begins. */
  void begin() {
    stuffed = false;
  }

  /**
   * A packet of it came.
   *
   * @param first whether it is the one that began it
   * @param isStuffed whether its adaptation field has stuffing
   * @return whether it was the last
   */
  boolean packet(boolean first, boolean isStuffed, long nowNanos) {
    if (stuffed) {
      disabled = true;
    }
    stuffed = isStuffed;
    if (!first) {
      longestPauseNanos = Math.max(longestPauseNanos, nowNanos - lastNanos);
    }
    lastNanos = nowNanos;
    return isStuffed && learned();
  }

  /** Packets are missing: what comes next says nothing about the one before. */
  void gap() {
    stuffed = false;
  }

  /** The PES packet is over, as its successor or the stream's end proved. */
  void end() {
    if (stuffed && confirmed < LEARN_PES) {
      confirmed++;
    }
    if (++windowPes == WINDOW_PES) {
      windowPes = 0;
      longestPauseBeforeNanos = longestPauseNanos;
      longestPauseNanos = 0;
    }
  }

  /** A PES packet went on after it had been delivered. */
  void violated(boolean wasIdle) {
    idleDisabled = true;
    disabled |= !wasIdle;
  }

  /** Whether the rule is disabled; true once, for whoever tells it on. */
  boolean takeDisabled() {
    boolean news = disabled && !reported;
    reported |= disabled;
    return news;
  }

  private boolean learned() {
    return confirmed >= LEARN_PES && !disabled;
  }

  /** When the PES packet counts as complete if nothing more comes; MAX_VALUE for never. */
  long idleDeadlineNanos() {
    long twice = 2 * Math.max(longestPauseNanos, longestPauseBeforeNanos);
    if (idleDisabled || !learned() || stuffed || twice > MAX_IDLE_NANOS) {
      return Long.MAX_VALUE;
    }
    return lastNanos + Math.max(MIN_IDLE_NANOS, twice);
  }
}
