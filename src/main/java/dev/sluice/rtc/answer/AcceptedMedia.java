package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.FeedbackType;
import java.util.Set;

/**
 * The negotiated parameters of a media section in which media is sent.
 *
 * @param trackId id of the {@link dev.sluice.media.Track} that is sent
 * @param mid empty if the offer has no {@code a=mid}
 * @param payloadType of the media, 0..127
 * @param rtxPayloadType of retransmissions (RFC 4588), 0..127, or {@link #NO_RTX}
 * @param extensions ids of the header extensions to send
 * @param feedback RTCP feedback the viewer may send
 * @param reducedSizeRtcp whether RTCP need not be compound (RFC 5506)
 * @param redPayloadType of redundant audio (RFC 2198), 0..127, or {@link #NO_RED}
 */
public record AcceptedMedia(
    int trackId,
    String mid,
    int payloadType,
    int rtxPayloadType,
    HeaderExtensionIds extensions,
    Set<FeedbackType> feedback,
    boolean reducedSizeRtcp,
    int redPayloadType) {
  /** No RTX: retransmissions use the SSRC of the media. */
  public static final int NO_RTX = -1;

  /** No redundant audio. */
  public static final int NO_RED = -1;

  /** Copies the set. */
  public AcceptedMedia {
    feedback = Set.copyOf(feedback);
  }
}
