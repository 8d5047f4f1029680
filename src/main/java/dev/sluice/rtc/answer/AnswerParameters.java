package dev.sluice.rtc.answer;

import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.Fingerprint;
import java.util.List;
import java.util.Set;

/**
 * Our side of a session, which the answer states.
 *
 * @param sessionId 0..2^63-1, random (RFC 8829 section 5.2.1)
 * @param ice our user name fragment and password
 * @param fingerprint of our certificate
 * @param candidates where we can be reached, best first
 * @param streamId id of the MediaStream, the same for picture and sound
 * @param cname the same for all SSRCs
 * @param videoSsrc SSRC of the video
 * @param videoRtxSsrc SSRC of its retransmissions, without meaning when they are not accepted
 * @param audioSsrc SSRC of the audio
 * @param features what is taken up from the offer
 * @param strictProfile whether the offer must say that it can decode the stream's H.264 profile and
 *     level; else it gets the picture with a warning
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

  boolean has(AnswerFeature feature) {
    return features.contains(feature);
  }
}
