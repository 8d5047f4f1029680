package dev.sluice.container.mpegts;

import dev.sluice.media.MuxerHabit;

/**
 * Detects, for one PID, the end of PES packets without PES_packet_length before the next one
 * begins. Waiting for the next one would cost a frame interval.
 *
 * <p>A muxer pads the last transport packet of a PES packet with stuffing in the adaptation field,
 * since the next PES packet must begin in a packet of its own. After {@value #LEARN_PES} PES
 * packets that ended with stuffing and had none elsewhere, stuffing marks the end. Before that,
 * only stuffing with a pause behind it does. If the source before had the habit, it is expected of
 * this one from its first PES packet on. A single violation disables the rule for good.
 *
 * <p>A PES packet that fills its last packet exactly (one in 184) has no stuffing. Once the rule is
 * learned, a pause alone also marks the end. No pause marks an end if the packets of one PES packet
 * came with more than half that pause between them within the last 128 to 256 PES packets. The
 * habits of the source before are no evidence for that.
 *
 * <p>Order of calls: {@link #begin}, {@link #packet} for each, {@link #end}.
 */
final class FlushRule {
  /** Number of PES packets after which the rule is learned. */
  static final int LEARN_PES = 100;

  /**
   * The pause that marks an end. It saves two thirds of a frame interval at 30/s. It is longer than
   * the usual stalls of a busy machine, and than the distance of slices sent one by one.
   */
  static final long IDLE_NANOS = 10_000_000;

  /** The longest pause is remembered for one to two windows of this many PES packets. */
  private static final int WINDOW_PES = 128;

  private final MuxerHabit habit;
  private final boolean expected;
  private int confirmed;
  private boolean stuffed;
  private boolean disabled;
  private boolean idleDisabled;
  private boolean reported;
  private long lastNanos;
  private long longestPauseNanos;
  private long longestPauseBeforeNanos;
  private int windowPes;

  /**
   * @param habit what the sources before have shown; told what this one shows
   */
  FlushRule(MuxerHabit habit) {
    this.habit = habit;
    this.expected = habit.stuffedEnds();
  }

  /** Notes the start of a PES packet. */
  void begin() {
    stuffed = false;
  }

  /**
   * Notes a transport packet of the PES packet.
   *
   * @param first whether the PES packet begins in it
   * @param isStuffed whether its adaptation field has stuffing
   * @return whether the PES packet is complete
   */
  boolean packet(boolean first, boolean isStuffed, long nowNanos) {
    if (stuffed) {
      disable();
    }
    stuffed = isStuffed;
    if (!first) {
      longestPauseNanos = Math.max(longestPauseNanos, nowNanos - lastNanos);
    }
    lastNanos = nowNanos;
    return isStuffed && (expected || learned()) && !disabled;
  }

  /** Notes lost packets: the next packet is no evidence about the previous one. */
  void gap() {
    stuffed = false;
  }

  /** Notes the proven end of the PES packet: the next one began, or the stream ended. */
  void end() {
    if (stuffed && confirmed < LEARN_PES && ++confirmed == LEARN_PES && !disabled) {
      habit.showStuffedEnds(true);
    }
    if (++windowPes == WINDOW_PES) {
      windowPes = 0;
      longestPauseBeforeNanos = longestPauseNanos;
      longestPauseNanos = 0;
    }
  }

  /** Notes more payload for a PES packet that was delivered already. */
  void violated(boolean wasIdle) {
    idleDisabled = true;
    if (stuffed || !wasIdle) {
      disable();
    }
  }

  private void disable() {
    disabled = true;
    habit.showStuffedEnds(false);
  }

  /** Returns true on the first call after the rule was disabled, so that it is reported once. */
  boolean takeDisabled() {
    boolean news = disabled && !reported;
    reported |= disabled;
    return news;
  }

  private boolean learned() {
    return confirmed >= LEARN_PES;
  }

  /**
   * Time at which the PES packet counts as complete if no more packets arrive; MAX_VALUE for never.
   */
  long idleDeadlineNanos() {
    long twice = 2 * Math.max(longestPauseNanos, longestPauseBeforeNanos);
    boolean likelyEnd = stuffed || learned();
    return likelyEnd && !disabled && !idleDisabled && twice <= IDLE_NANOS
        ? lastNanos + IDLE_NANOS
        : Long.MAX_VALUE;
  }
}
