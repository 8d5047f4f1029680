package dev.sluice.viewer.send;

import dev.sluice.rtc.answer.AnswerFeature;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of sending, for all viewers.
 *
 * @param backlogBitsPerSecond cap for the backlog of one viewer
 * @param shardBacklogBitsPerSecond cap for the backlogs of all viewers of one shard together
 * @param keyFrameWaitNanos longest wait of a new viewer for the next key frame
 * @param transportFeedback whether to accept transport-wide feedback if it is offered
 * @param redundantAudio whether to accept redundant audio if it is offered
 * @param playoutDelay bounds sent to viewers that offer the extension
 */
public record SendSettings(
    long backlogBitsPerSecond,
    long shardBacklogBitsPerSecond,
    long keyFrameWaitNanos,
    boolean transportFeedback,
    boolean redundantAudio,
    Optional<PlayoutDelay> playoutDelay) {
  /** The defaults. */
  public static final SendSettings DEFAULT =
      new SendSettings(100_000_000, 1_000_000_000, 30_000_000, true, true, Optional.empty());

  /** The optional features that an answer accepts. */
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
   * @param minMillis 0..40950, sent in steps of 10
   * @param maxMillis not below {@code minMillis}
   */
  public record PlayoutDelay(int minMillis, int maxMillis) {
    private static final int STEP_MILLIS = 10;

    /** The value of the extension: 3 bytes with twelve bits each. */
    public byte[] toBytes() {
      int bits = ((minMillis / STEP_MILLIS) << 12) | (maxMillis / STEP_MILLIS);
      return new byte[] {(byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }
  }
}
