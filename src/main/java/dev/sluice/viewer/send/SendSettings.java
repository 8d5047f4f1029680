package dev.sluice.viewer.send;

import dev.sluice.rtc.answer.AnswerFeature;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How media is sent, the same for all viewers.
 *
 * @param backlogBitsPerSecond cap for the backlog of one newcomer
 * @param shardBacklogBitsPerSecond cap for the backlogs of all newcomers of one shard together
 * @param keyFrameWaitNanos how long a newcomer may be kept for a key frame that is about to come
 * @param transportFeedback whether transport-wide feedback is taken up where it is offered
 * @param redundantAudio whether redundant audio is taken up where it is offered
 * @param playoutDelay bounds told to viewers that take them
 */
public record SendSettings(
    long backlogBitsPerSecond,
    long shardBacklogBitsPerSecond,
    long keyFrameWaitNanos,
    boolean transportFeedback,
    boolean redundantAudio,
    Optional<PlayoutDelay> playoutDelay) {
  /** What is good for most. */
  public static final SendSettings DEFAULT =
      new SendSettings(100_000_000, 1_000_000_000, 30_000_000, true, true, Optional.empty());

  /** What is taken up from an offer. */
  public Set<AnswerFeature> features() {
    EnumSet<AnswerFeature> features = EnumSet.allOf(AnswerFeature.class);
    if (!transportFeedback) {
      features.remove(AnswerFeature.TRANSPORT_CC);
    }
    if (!redundantAudio) {
      features.remove(AnswerFeature.RED);
    }
    if (playoutDelay.isEmpty()) {
      features.remove(AnswerFeature.PLAYOUT_DELAY);
    }
    return features;
  }

  /**
   * Bounds for the time between capture and display (the playout-delay header extension).
   *
   * @param minMillis 0..40950, told in steps of 10
   * @param maxMillis not below the least
   */
  public record PlayoutDelay(int minMillis, int maxMillis) {
    private static final int STEP_MILLIS = 10;

    /** Three bytes: twelve bits each. */
    public byte[] toBytes() {
      int bits = ((minMillis / STEP_MILLIS) << 12) | (maxMillis / STEP_MILLIS);
      return new byte[] {(byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }
  }
}
