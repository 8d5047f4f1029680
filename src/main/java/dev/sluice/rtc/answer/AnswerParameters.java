package dev.sluice.rtc.answer;

import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.Fingerprint;
import java.util.List;
import java.util.Set;

/**
 * Parameters of our side of a session, as the answer states them.
 *
 * @param sessionId 0..2^63-1, random (RFC 8829 section 5.2.1)
 * @param ice our user name fragment and password
 * @param fingerprint of our certificate
 * @param candidates our host candidates, most preferred first
 * @param streamId id of the MediaStream, shared by video and audio
 * @param cname CNAME of all SSRCs
 * @param videoSsrc SSRC of the video
 * @param videoRtxSsrc SSRC of video retransmissions, unused if RTX is not accepted
 * @param audioSsrc SSRC of the audio
 * @param features optional features that may be accepted
 * @param strictProfile whether the offer must cover the stream's H.264 profile and level; otherwise
 *     video is sent anyway, with a warning
 */
public record AnswerParameters(
    long sessionId,
    IceCredentials ice,
    Fingerprint fingerprint,
    List<Candidate> candidates,
    String streamId,
    String cname,
    int videoSsrc,
    int videoRtxSsrc,
    int audioSsrc,
    Set<AnswerFeature> features,
    boolean strictProfile) {
  /** Copies the collections. */
  public AnswerParameters {
    candidates = List.copyOf(candidates);
    features = Set.copyOf(features);
  }

  /** A copy that accepts offers of any H.264 profile and level. */
  public AnswerParameters lenient() {
    return new AnswerParameters(
        sessionId,
        ice,
        fingerprint,
        candidates,
        streamId,
        cname,
        videoSsrc,
        videoRtxSsrc,
        audioSsrc,
        features,
        false);
  }

  boolean has(AnswerFeature feature) {
    return features.contains(feature);
  }
}
