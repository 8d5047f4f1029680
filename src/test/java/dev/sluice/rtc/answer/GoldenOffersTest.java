package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.FeedbackType;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.rtc.sdp.SetupRole;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Answers to the offers of real clients. */
class GoldenOffersTest {
  private static final AnswerFeature[] WITHOUT_RED =
      EnumSet.complementOf(EnumSet.of(AnswerFeature.RED)).toArray(AnswerFeature[]::new);

  @ParameterizedTest
  @FieldSource("dev.sluice.rtc.answer.Offers#GOLDEN")
  void bothAreAccepted(String name) throws SdpException {
    SdpAnswer answer = Offers.answer(Offers.golden(name), Offers.BOTH, Offers.HIGH_31);
    AcceptedMedia video = answer.video().orElseThrow();
    AcceptedMedia audio = answer.audio().orElseThrow();
    assertFalse(video.mid().isEmpty());
    assertFalse(audio.mid().isEmpty());
    assertTrue(video.feedback().contains(FeedbackType.NACK_PLI));
    assertEquals("sha-256", answer.remoteFingerprints().getFirst().algorithm());
    assertEquals(SetupRole.ACTPASS, answer.remoteSetup());
    assertEquals(HeaderExtensionIds.NONE, video.extensions());
    assertEquals(AcceptedMedia.NO_RTX, video.rtxPayloadType());
  }

  @ParameterizedTest
  @FieldSource("dev.sluice.rtc.answer.Offers#GOLDEN")
  void aStreamOfOneKindSendsInOneSection(String name) throws SdpException {
    for (TrackSet tracks : List.of(Offers.VIDEO_ONLY, Offers.AUDIO_ONLY)) {
      SdpAnswer answer = Offers.answer(Offers.golden(name), tracks, Offers.MAIN_31);
      assertEquals(tracks.hasVideo(), answer.video().isPresent());
      assertEquals(tracks.hasAudio(), answer.audio().isPresent());
      String sent = tracks.hasVideo() ? "video" : "audio";
      for (int i = 1; i <= SdpOffer.parse(Offers.golden(name)).sections().size(); i++) {
        List<String> section = Offers.part(answer, i);
        boolean sends = section.getFirst().startsWith("m=" + sent);
        assertEquals(sends, section.contains("a=sendonly"), answer.text());
        assertEquals(!sends, section.contains("a=inactive"), answer.text());
        assertEquals(inBundle(answer, section), section.contains("a=end-of-candidates"));
      }
    }
  }

  /** Exactly the sections that are in the bundle have a port (RFC 8843 section 7.3). */
  private static boolean inBundle(SdpAnswer answer, List<String> section) {
    String mid = section.stream().filter(line -> line.startsWith("a=mid:")).findFirst().orElse("");
    boolean bundled =
        Offers.part(answer, 0).stream()
            .filter(line -> line.startsWith("a=group:BUNDLE "))
            .anyMatch(line -> List.of(line.split(" ")).contains(mid.substring("a=mid:".length())));
    assertEquals(bundled, !section.getFirst().split(" ")[1].equals("0"), answer.text());
    return bundled;
  }

  /** Payload type and count of warnings by the stream's profile. */
  @ParameterizedTest
  @CsvSource({
    // Chromium: 102 is 42001f, 108 is 42e01f, 116 is 4d001f, 41 is f4001f, all of mode 1.
    "chromium, 42c01f, 108, 0",
    "chromium, 42001f, 102, 0",
    "chromium, 4d401f, 116, 0",
    "chromium, 64001f, 41, 0",
    "chromium, f4001f, 41, 0",
    "chromium, 640028, 41, 1",
    // aiortc: 99 is 42001f, 101 is 42e01f.
    "aiortc-video-first, 42c01f, 101, 0",
    "aiortc-video-first, 64001f, 99, 1",
    // Firefox: 126 is 42e01f of mode 1.
    "firefox, 42c01f, 126, 0",
    "firefox, 4d401f, 105, 1",
    // Safari: 96 is 640c1f, 98 is 42e01f.
    "safari, 42c01f, 98, 0",
    "safari, 4d401f, 96, 1",
    "safari, 640c1f, 96, 0",
    "safari, 64001f, 96, 1",
    // GStreamer gives no H.264 parameters.
    "gstreamer-video-first, 640028, 97, 0",
    // Pion: 106 is 42e01f, 102 is 42001f, 127 is 4d001f, 112 is 64001f.
    "pion, 42c01f, 106, 0",
    "pion, 64001f, 112, 0",
  })
  void payloadType(String name, String profile, int payloadType, int warnings) throws SdpException {
    SdpAnswer answer =
        Offers.answer(Offers.golden(name), Offers.BOTH, Integer.parseInt(profile, 16));
    assertEquals(payloadType, answer.video().orElseThrow().payloadType());
    assertEquals(warnings, answer.warnings().size(), () -> answer.warnings().toString());
  }

  @Test
  void firefoxWithoutItsPlugInHearsTheSound() throws SdpException {
    SdpAnswer answer =
        Offers.answer(Offers.golden("firefox-without-h264"), Offers.BOTH, Offers.HIGH_31);
    assertTrue(answer.video().isEmpty());
    assertEquals(109, answer.audio().orElseThrow().payloadType());
    assertEquals(
        List.of("The stream's video is not sent: the offer has no H.264 payload type."),
        answer.warnings());
  }

  @Test
  void firefoxWithoutItsPlugInIsToldWhatIsMissing() {
    SdpException refusal =
        assertThrows(
            SdpException.class,
            () ->
                Offers.answer(
                    Offers.golden("firefox-without-h264"), Offers.VIDEO_ONLY, Offers.HIGH_31));
    assertTrue(refusal.getMessage().contains("no H.264"), refusal.getMessage());
  }

  @Test
  void theDataChannelIsRefusedWithPortZero() throws SdpException {
    SdpAnswer answer =
        Offers.answer(Offers.golden("chromium-data-channel"), Offers.BOTH, Offers.HIGH_31);
    assertEquals(
        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel", Offers.part(answer, 3).getFirst());
    assertTrue(answer.text().contains("a=group:BUNDLE 0 1\r\n"));
  }

  @Test
  void retransmissionIsBoundToTheChosenType() throws SdpException {
    AnswerParameters parameters = Offers.parameters(false, AnswerFeature.RTX);
    SdpAnswer answer =
        Offers.answer(Offers.golden("chromium"), Offers.BOTH, Offers.MAIN_31, parameters);
    assertEquals(117, answer.video().orElseThrow().rtxPayloadType());
    List<String> video = Offers.part(answer, 1);
    assertTrue(video.getFirst().endsWith(" 116 117"));
    assertTrue(video.contains("a=rtpmap:117 rtx/90000"));
    assertTrue(video.contains("a=fmtp:117 apt=116"));
    assertTrue(video.contains("a=ssrc-group:FID 2147483649 2147483650"));
    assertTrue(
        video.indexOf("a=ssrc:2147483649 cname:cname")
            < video.indexOf("a=ssrc:2147483650 cname:cname"),
        "Chromium takes the first SSRC for the media");
    assertEquals(AcceptedMedia.NO_RTX, answer.audio().orElseThrow().rtxPayloadType());
  }

  @Test
  void extensionsAreAcceptedWhenAskedFor() throws SdpException {
    SdpAnswer answer =
        Offers.answer(
            Offers.golden("chromium"),
            Offers.BOTH,
            Offers.MAIN_31,
            Offers.parameters(false, AnswerFeature.values()));
    AcceptedMedia video = answer.video().orElseThrow();
    assertEquals(new HeaderExtensionIds(9, 0, 5, 4), video.extensions());
    assertTrue(video.feedback().contains(FeedbackType.TRANSPORT_CC));
    assertFalse(video.feedback().contains(FeedbackType.GOOG_REMB), "transport feedback tells more");
    assertEquals(new HeaderExtensionIds(9, 0, 0, 4), answer.audio().orElseThrow().extensions());
    assertTrue(Offers.part(answer, 1).contains("a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid"));
  }

  /** Chromium ignores transport feedback that only some sections have, and complains. */
  @ParameterizedTest
  @FieldSource("dev.sluice.rtc.answer.Offers#GOLDEN")
  void allSectionsHaveTransportFeedbackOrNone(String name) throws SdpException {
    for (AnswerFeature[] features : List.of(AnswerFeature.values(), WITHOUT_RED)) {
      SdpAnswer answer =
          Offers.answer(
              Offers.golden(name), Offers.BOTH, Offers.MAIN_31, Offers.parameters(false, features));
      AcceptedMedia video = answer.video().orElseThrow();
      AcceptedMedia audio = answer.audio().orElseThrow();
      assertEquals(
          video.feedback().contains(FeedbackType.TRANSPORT_CC),
          audio.feedback().contains(FeedbackType.TRANSPORT_CC),
          answer.text());
      assertEquals(video.extensions().transportCc() > 0, audio.extensions().transportCc() > 0);
    }
  }

  /** The retransmission of sound is identical to the last byte, so no extension may vary. */
  @Test
  void soundThatIsRetransmittedHasNoTransportFeedback() throws SdpException {
    String offer =
        Offers.golden("chromium")
            .replace(
                "a=rtcp-fb:111 transport-cc", "a=rtcp-fb:111 transport-cc\r\na=rtcp-fb:111 nack");
    SdpAnswer answer =
        Offers.answer(offer, Offers.BOTH, Offers.MAIN_31, Offers.parameters(false, WITHOUT_RED));
    AcceptedMedia audio = answer.audio().orElseThrow();
    assertTrue(audio.feedback().contains(FeedbackType.NACK));
    assertFalse(audio.feedback().contains(FeedbackType.TRANSPORT_CC));
    assertEquals(0, audio.extensions().transportCc());
  }

  @Test
  void withoutRetransmissionThereIsNoTransportFeedback() throws SdpException {
    SdpAnswer answer =
        Offers.answer(
            Offers.golden("chromium"),
            Offers.BOTH,
            Offers.MAIN_31,
            Offers.parameters(false, AnswerFeature.TRANSPORT_CC, AnswerFeature.REMB));
    AcceptedMedia video = answer.video().orElseThrow();
    assertEquals(HeaderExtensionIds.NONE, video.extensions());
    assertFalse(video.feedback().contains(FeedbackType.TRANSPORT_CC));
    assertTrue(video.feedback().contains(FeedbackType.GOOG_REMB));
  }

  @Test
  void redundantAudioIsBoundToOpusAndNeverSentAgain() throws SdpException {
    SdpAnswer answer =
        Offers.answer(
            Offers.golden("chromium"),
            Offers.BOTH,
            Offers.MAIN_31,
            Offers.parameters(false, AnswerFeature.RED));
    AcceptedMedia audio = answer.audio().orElseThrow();
    assertEquals(111, audio.payloadType());
    assertEquals(63, audio.redPayloadType());
    assertFalse(audio.feedback().contains(FeedbackType.NACK));
    List<String> lines = Offers.part(answer, 2);
    assertTrue(lines.getFirst().endsWith(" 111 63"), lines.getFirst());
    assertTrue(lines.contains("a=rtpmap:63 red/48000/2"));
    assertTrue(lines.contains("a=fmtp:63 111/111"));
    assertEquals(AcceptedMedia.NO_RED, answer.video().orElseThrow().redPayloadType());
  }
}
