package dev.sluice.rtc.answer;

import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import org.jspecify.annotations.Nullable;

/**
 * An offer of ours, for a viewer whose own could not be answered: what we would answer to a viewer
 * that takes all the stream has.
 */
public final class CounterOffer {
  private static final int ANY_PROFILE = 0x42E01F;

  private CounterOffer() {}

  /**
   * Writes it.
   *
   * @param video what the stream's SPS says, null when none has been seen
   * @throws SdpException when the stream has nothing that can be sent
   */
  public static String write(
      TrackSet tracks, @Nullable TrackFormat video, AnswerParameters parameters)
      throws SdpException {
    SdpOffer taker = SdpOffer.parse(takerOf(tracks, video, parameters.fingerprint().hex()));
    // Whoever offers leaves the choice (RFC 5763 section 5); the viewer must choose active.
    return SdpAnswerer.answer(taker, tracks, video, parameters)
        .text()
        .replace("a=setup:passive", "a=setup:actpass");
  }

  private static String takerOf(TrackSet tracks, @Nullable TrackFormat video, String fingerprint) {
    String mids = (tracks.hasVideo() ? " 0" : "") + (tracks.hasAudio() ? " 1" : "");
    int profile = video == null ? ANY_PROFILE : video.profileLevelId();
    return """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE%s
        a=ice-ufrag:none
        a=ice-pwd:none
        a=fingerprint:sha-256 %s
        a=setup:active
        """
            .formatted(mids, fingerprint)
        + (tracks.hasVideo() ? video(profile) : "")
        + (tracks.hasAudio() ? audio() : "");
  }

  private static String video(int profileLevelId) {
    return """
        m=video 9 UDP/TLS/RTP/SAVPF 96
        c=IN IP4 0.0.0.0
        a=mid:0
        a=recvonly
        a=rtcp-mux
        a=rtpmap:96 H264/90000
        a=rtcp-fb:96 nack
        a=rtcp-fb:96 nack pli
        a=fmtp:96 packetization-mode=1;profile-level-id=%06x
        """
        .formatted(profileLevelId);
  }

  private static String audio() {
    return """
        m=audio 9 UDP/TLS/RTP/SAVPF 111
        c=IN IP4 0.0.0.0
        a=mid:1
        a=recvonly
        a=rtcp-mux
        a=rtpmap:111 opus/48000/2
        """;
  }
}
