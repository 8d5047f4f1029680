package dev.sluice.rtc.answer;

import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import org.jspecify.annotations.Nullable;

/**
 * The server's own offer to a viewer whose offer could not be answered (WHEP). It is the answer to
 * an assumed offer that accepts all media of the stream, with {@code a=setup:actpass}.
 */
public final class CounterOffer {
  private static final int ANY_PROFILE = 0x42E01F;

  private CounterOffer() {}

  /**
   * Writes the offer.
   *
   * @param video from the stream's SPS, null before the first
   * @throws SdpException if the stream has no playable media
   */
  public static String write(
      TrackSet tracks, @Nullable TrackFormat video, AnswerParameters parameters)
      throws SdpException {
    SdpOffer assumed = SdpOffer.parse(assumedOffer(tracks, video, parameters.fingerprint().hex()));
    // The offerer must be actpass (RFC 5763 section 5); the viewer then answers active.
    return SdpAnswerer.answer(assumed, tracks, video, parameters)
        .text()
        .replace("a=setup:passive", "a=setup:actpass");
  }

  private static String assumedOffer(
      TrackSet tracks, @Nullable TrackFormat video, String fingerprint) {
    boolean hasVideo = tracks.has(tracks.videoId());
    String mids = (hasVideo ? " 0" : "") + (tracks.hasAudio() ? " 1" : "");
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
        + (hasVideo ? video(tracks, video) : "")
        + (tracks.hasAudio() ? audio() : "");
  }

  private static String video(TrackSet tracks, @Nullable TrackFormat video) {
    int profile = video == null ? ANY_PROFILE : video.profileLevelId();
    return tracks.hasVideo()
        ? video("H264", "packetization-mode=1;profile-level-id=%06x".formatted(profile))
        : video("H265", "tx-mode=SRST");
  }

  private static String video(String encoding, String parameters) {
    return """
        m=video 9 UDP/TLS/RTP/SAVPF 96
        c=IN IP4 0.0.0.0
        a=mid:0
        a=recvonly
        a=rtcp-mux
        a=rtpmap:96 %s/90000
        a=rtcp-fb:96 nack
        a=rtcp-fb:96 nack pli
        a=fmtp:96 %s
        """
        .formatted(encoding, parameters);
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
