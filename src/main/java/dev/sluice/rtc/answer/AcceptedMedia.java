package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.FeedbackType;
import java.util.Set;

/**
 * What an answer agrees on for a media section that will be sent.
 *
 * @param mid empty when the offer has none
 * @param payloadType 0..127
 * @param rtxPayloadType 0..127, or {@link #NO_RTX}
 * @param extensions ids of the header extensions to send
 * @param feedback what the viewer may send
 * @param reducedSizeRtcp whether RTCP need not be compound (RFC 5506)
 * @param redPayloadType of redundant audio, 0..127, or {@link #NO_RED}
 */
public record AcceptedMedia(
    String mid,
    int payloadType,
    int rtxPayloadType,
    HeaderExtensionIds extensions,
    Set<FeedbackType> feedback,
    boolean reducedSizeRtcp,
    int redPayloadType) {
  /** Says that retransmissions go on the SSRC of the media. */
  public static final int NO_RTX = -1;

  /** Says that audio is sent once only. */
  public static final int NO_RED = -1;

  /** Copies the set. */
  public AcceptedMedia {
    feedback = Set.copyOf(feedback);
  }
}
