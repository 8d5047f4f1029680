package dev.sluice.sdp;

import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import org.jspecify.annotations.Nullable;

/**
 * An offer of ours, for a viewer whose own could not be answered: what we would answer to a viewer
 * that takes all the stream has.
 */
public final class CounterOffer {
  private static final String HEAD =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE%s\r\n";

  private static final String SECTION =
      "m=%s 9 UDP/TLS/RTP/SAVPF %d\r\nc=IN IP4 0.0.0.0\r\na=mid:%s\r\na=recvonly\r\na=rtcp-mux\r\n"
          + "a=ice-ufrag:none\r\na=ice-pwd:none\r\na=fingerprint:sha-256 %s\r\na=setup:active\r\n";

  private static final String VIDEO =
      "a=rtpmap:96 H264/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
          + "a=fmtp:96 packetization-mode=1;profile-level-id=%06x\r\n";

  private static final String AUDIO = "a=rtpmap:111 opus/48000/2\r\n";
  private static final int ANY_PROFILE = 0x42E01F;

  private CounterOffer() {}

  /**
   * Writes it.
   *
   * @param video what the stream's SPS says, null when none has been seen
   * @throws SdpException when the stream has nothing that can be sent
   */
  public static String write(
      TrackSet tracks, @Nullable VideoConfig video, AnswerParameters parameters)
      throws SdpException {
    SdpOffer taker = SdpOffer.parse(takerOf(tracks, video, parameters.fingerprint().hex()));
    // Whoever offers leaves the choice (RFC 5763 section 5); the viewer must choose active.
    return SdpAnswerer.answer(taker, tracks, video, parameters)
        .text()
        .replace("a=setup:passive", "a=setup:actpass");
  }

  private static String takerOf(TrackSet tracks, @Nullable VideoConfig video, String fingerprint) {
    StringBuilder mids = new StringBuilder();
    StringBuilder sections = new StringBuilder();
    if (tracks.hasVideo()) {
      mids.append(" 0");
      sections
          .append(SECTION.formatted("video", 96, "0", fingerprint))
          .append(VIDEO.formatted(video == null ? ANY_PROFILE : video.profileLevelId()));
    }
    if (tracks.hasAudio()) {
      mids.append(" 1");
      sections.append(SECTION.formatted("audio", 111, "1", fingerprint)).append(AUDIO);
    }
    return HEAD.formatted(mids) + sections;
  }
}
