package dev.sluice.container.mpegts;

/**
 * Detects, for one PID, the end of PES packets without PES_packet_length before the next one
 * begins. Waiting for the next one would cost a frame interval.
 *
 * <p>A muxer pads the last transport packet of a PES packet with stuffing in the adaptation field,
 * since the next PES packet must begin in a packet of its own. After {@value #LEARN_PES} PES
 * packets that ended with stuffing and had none elsewhere, stuffing marks the end. A single
 * violation disables the rule for good.
 *
 * <p>A PES packet that fills its last packet exactly (one in 184) has no stuffing. Once the rule is
 * learned, a pause also marks the end, provided the packets within a PES packet have always arrived
 * close together.
 *
 * <p>Order of calls: {@link #begin}, {@link #packet} for each, {@link #end}.
 */
final class FlushRule {
  /** Number of PES packets after which the rule is learned. */
  static final int LEARN_PES = 100;

  private static final long MIN_IDLE_NANOS = 2_000_000;
  private static final long MAX_IDLE_NANOS = 5_000_000;

  /** The longest pause is remembered for one to two windows of this many PES packets. */
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
      disabled = true;
    }
    stuffed = isStuffed;
    if (!first) {
      longestPauseNanos = Math.max(longestPauseNanos, nowNanos - lastNanos);
    }
    lastNanos = nowNanos;
    return isStuffed && learned();
  }

  /** Notes lost packets: the next packet is no evidence about the previous one. */
  void gap() {
    stuffed = false;
  }

  /** Notes the proven end of the PES packet: the next one began, or the stream ended. */
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

  /** Notes more payload for a PES packet that was delivered already. */
  void violated(boolean wasIdle) {
    idleDisabled = true;
    disabled |= !wasIdle;
  }

  /** Returns true on the first call after the rule was disabled, so that it is reported once. */
  boolean takeDisabled() {
    boolean news = disabled && !reported;
    reported |= disabled;
    return news;
  }

  private boolean learned() {
    return confirmed >= LEARN_PES && !disabled;
  }

  /**
   * Time at which the PES packet counts as complete if no more packets arrive; MAX_VALUE for never.
   */
  long idleDeadlineNanos() {
    long twice = 2 * Math.max(longestPauseNanos, longestPauseBeforeNanos);
    if (idleDisabled || !learned() || stuffed || twice > MAX_IDLE_NANOS) {
      return Long.MAX_VALUE;
    }
    return lastNanos + Math.max(MIN_IDLE_NANOS, twice);
  }
}
