package dev.sluice.rtc.answer;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Offers, and streams to answer them with. */
final class Offers {
  static final Track VIDEO_TRACK = new Track(Track.VIDEO, TrackFormat.of(Codec.H264).build());
  static final Track AUDIO_TRACK =
      new Track(Track.AUDIO, TrackFormat.of(Codec.OPUS).channels(2).build());
  static final TrackSet BOTH = new TrackSet(List.of(VIDEO_TRACK, AUDIO_TRACK));
  static final TrackSet VIDEO_ONLY = new TrackSet(List.of(VIDEO_TRACK));
  static final TrackSet AUDIO_ONLY = new TrackSet(List.of(AUDIO_TRACK));

  /** The SPS of x264 for {@code -profile:v baseline} at 720p. */
  static final int CONSTRAINED_BASELINE_31 = 0x42C01F;

  static final int MAIN_31 = 0x4D401F;
  static final int HIGH_31 = 0x64001F;

  /** Every golden offer that has H.264 and Opus. */
  static final List<String> GOLDEN =
      List.of(
          "chromium",
          "chromium-audio-first",
          "chromium-data-channel",
          "chromium-gathered",
          "chromium-sendrecv",
          "aiortc-video-first",
          "aiortc-audio-first",
          "firefox",
          "gstreamer-audio-first",
          "gstreamer-video-first",
          "pion",
          "safari");

  private static final String HEX = "AB:".repeat(31) + "AB";

  private Offers() {}

  static String golden(String name) {
    try (InputStream in = Offers.class.getResourceAsStream("/sdp/" + name + ".sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static TrackFormat config(int profileLevelId) {
    return TrackFormat.of(Codec.H264).profileLevelId(profileLevelId).sizePixels(1280, 720).build();
  }

  static AnswerParameters parameters(boolean strict, AnswerFeature... features) {
    return new AnswerParameters(
        4711,
        new IceCredentials("ours", "our-password-of-24-chars"),
        new Fingerprint("sha-256", HEX),
        List.of(
            new Candidate("1", 2130706431, "192.0.2.7", 8190),
            new Candidate("2", 2130706175, "2001:db8::7", 8190)),
        "sluice",
        "cname",
        0x80000001,
        0x80000002,
        3,
        Set.of(features),
        strict);
  }

  static SdpAnswer answer(String offer, TrackSet tracks, int profileLevelId) throws SdpException {
    return answer(offer, tracks, profileLevelId, parameters(false));
  }

  static SdpAnswer answer(
      String offer, TrackSet tracks, int profileLevelId, AnswerParameters parameters)
      throws SdpException {
    return SdpAnswerer.answer(SdpOffer.parse(offer), tracks, config(profileLevelId), parameters);
  }

  /** The lines of the n-th media section of an answer; 0 for the session level. */
  static List<String> part(SdpAnswer answer, int n) {
    return answer.text().split("(?m)^(?=m=)")[n].lines().toList();
  }
}
