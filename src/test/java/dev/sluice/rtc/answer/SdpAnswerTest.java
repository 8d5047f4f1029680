package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Track;
import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.FeedbackType;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SetupRole;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers, line by line. */
class SdpAnswerTest {
  private static final String VIDEO = "m=video 9 UDP/TLS/RTP/SAVPF 96";
  private static final String AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 111";

  /** RFC 8122 section 5.1. */
  @Test
  void allFingerprintsOfOneHashCount() throws SdpException {
    String other = "1F:".repeat(31) + "1F";
    SdpAnswer answer =
        OfferText.videoOnly()
            .add(0, "a=fingerprint:sha-512 " + "2F:".repeat(63) + "2F")
            .add(0, "a=fingerprint:sha-256 " + other)
            .answer();
    assertEquals(
        List.of(new Fingerprint("sha-256", OfferText.SHA_256), new Fingerprint("sha-256", other)),
        answer.remoteFingerprints());
  }

  /** A fingerprint means SRTP, see RFC 9429 section 5.1.2. */
  @ParameterizedTest
  @ValueSource(strings = {"RTP/AVP", "RTP/AVPF", "RTP/SAVP", "UDP/TLS/RTP/SAVP"})
  void everyRtpProfileWithAFingerprint(String protocol) throws SdpException {
    OfferText text =
        OfferText.videoOnly()
            .replace(0, "m=video 9 UDP/TLS/RTP/SAVPF 96", "m=video 9 " + protocol + " 96");
    SdpAnswer answer = text.answer();
    assertTrue(answer.video().isPresent());
    assertEquals("m=video 8190 " + protocol + " 96", Offers.part(answer, 1).getFirst());
  }

  /** RFC 5761 section 4. */
  @ParameterizedTest
  @ValueSource(ints = {64, 72, 95})
  void payloadTypesThatLookLikeRtcpArePassedOver(int number) throws SdpException {
    OfferText text =
        OfferText.videoOnly()
            .replace(
                0,
                "m=video 9 UDP/TLS/RTP/SAVPF 96",
                "m=video 9 UDP/TLS/RTP/SAVPF %d 96".formatted(number))
            .add(0, "a=rtpmap:%d H264/90000".formatted(number))
            .add(0, "a=fmtp:%d packetization-mode=1;profile-level-id=42e01f".formatted(number));
    assertEquals(96, text.answer().video().orElseThrow().payloadType());
  }

  @Test
  void theWholeAnswer() throws SdpException {
    String fingerprint = "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB";
    List<String> expected =
        List.of(
            "v=0",
            "o=- 4711 1 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0 1",
            "a=ice-lite",
            "a=msid-semantic:WMS *",
            "m=video 8190 UDP/TLS/RTP/SAVPF 96",
            "c=IN IP4 192.0.2.7",
            "a=mid:0",
            "a=sendonly",
            "a=rtcp-mux",
            "a=rtcp-mux-only",
            "a=ice-ufrag:ours",
            "a=ice-pwd:our-password-of-24-chars",
            fingerprint,
            "a=setup:passive",
            "a=rtpmap:96 H264/90000",
            "a=rtcp-fb:96 nack",
            "a=rtcp-fb:96 nack pli",
            "a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
            "a=msid:sluice video",
            "a=ssrc:2147483649 cname:cname",
            "a=candidate:1 1 udp 2130706431 192.0.2.7 8190 typ host",
            "a=candidate:2 1 udp 2130706175 2001:db8::7 8190 typ host",
            "a=end-of-candidates",
            "m=audio 8190 UDP/TLS/RTP/SAVPF 111",
            "c=IN IP4 192.0.2.7",
            "a=mid:1",
            "a=sendonly",
            "a=rtcp-mux",
            "a=rtcp-mux-only",
            "a=ice-ufrag:ours",
            "a=ice-pwd:our-password-of-24-chars",
            fingerprint,
            "a=setup:passive",
            "a=rtpmap:111 opus/48000/2",
            "a=fmtp:111 sprop-stereo=1",
            "a=msid:sluice audio",
            "a=ssrc:3 cname:cname",
            "a=candidate:1 1 udp 2130706431 192.0.2.7 8190 typ host",
            "a=candidate:2 1 udp 2130706175 2001:db8::7 8190 typ host",
            "a=end-of-candidates");
    SdpAnswer answer = OfferText.videoAndAudio().answer();
    assertEquals(String.join("\r\n", expected) + "\r\n", answer.text());
    assertEquals(
        new AcceptedMedia(
            Track.VIDEO,
            "0",
            96,
            AcceptedMedia.NO_RTX,
            HeaderExtensionIds.NONE,
            Set.of(FeedbackType.NACK, FeedbackType.NACK_PLI),
            false,
            AcceptedMedia.NO_RED),
        answer.video().orElseThrow());
    assertEquals(new IceCredentials("theirs", "their-password-of-24-char"), answer.remoteIce());
    assertEquals(List.of(), answer.warnings());
  }

  @Test
  void sectionsStayInTheOffersOrder() throws SdpException {
    SdpAnswer answer = OfferText.bundle().audio("a").video("b").session().answer();
    assertTrue(Offers.part(answer, 1).getFirst().startsWith("m=audio 0 "));
    assertTrue(Offers.part(answer, 2).getFirst().startsWith("m=video 8190 "));
  }

  @Test
  void reducedSizeIsEchoed() throws SdpException {
    SdpAnswer answer = OfferText.videoAndAudio().add(0, "a=rtcp-rsize").answer();
    assertTrue(answer.video().orElseThrow().reducedSizeRtcp());
    assertFalse(answer.audio().orElseThrow().reducedSizeRtcp());
    assertTrue(Offers.part(answer, 1).contains("a=rtcp-rsize"));
    assertFalse(Offers.part(answer, 2).contains("a=rtcp-rsize"));
  }

  @Test
  void onlyTheFirstSectionOfAKindIsAccepted() throws SdpException {
    OfferText text =
        new OfferText().session("a=group:BUNDLE 0 1 2 3").audio("0").video("1").audio("2");
    SdpAnswer answer = text.video("3").answer();
    assertEquals("0", answer.audio().orElseThrow().mid());
    assertEquals("1", answer.video().orElseThrow().mid());
    assertTrue(answer.text().contains("a=group:BUNDLE 0 1\r\n"));
    assertTrue(Offers.part(answer, 3).getFirst().startsWith("m=audio 0 "));
    assertTrue(Offers.part(answer, 4).getFirst().startsWith("m=video 0 "));
  }

  @Test
  void aLaterSectionIsTakenWhenTheFirstHasNoUse() throws SdpException {
    SdpAnswer answer =
        OfferText.bundle()
            .section("m=video 9 UDP/TLS/RTP/SAVPF 98", "0", "a=rtpmap:98 VP8/90000")
            .video("1")
            .answer();
    assertEquals("1", answer.video().orElseThrow().mid());
    assertTrue(answer.text().contains("a=group:BUNDLE 0 1\r\n"));
  }

  @Test
  void withoutABundleOnlyThePictureIsSent() throws SdpException {
    SdpAnswer answer = new OfferText().audio("0").video("1").answer();
    assertTrue(answer.video().isPresent());
    assertTrue(answer.audio().isEmpty());
    assertFalse(answer.text().contains("BUNDLE"));
    assertEquals(
        List.of("The stream's audio is not sent: it is not bundled with the other section."),
        answer.warnings());
  }

  @Test
  void portZeroWithinABundleIsAccepted() throws SdpException {
    SdpAnswer answer =
        OfferText.videoAndAudio()
            .replace(1, AUDIO, "m=audio 0 UDP/TLS/RTP/SAVPF 111")
            .add(1, "a=bundle-only")
            .answer();
    assertTrue(answer.audio().isPresent());
    assertFalse(answer.text().contains("bundle-only"));
  }

  /** A bundle-only section need not repeat the transport (RFC 8843 section 7.2.1). */
  @Test
  void theTransportOfABundleOnlySectionIsThatOfTheFirst() throws SdpException {
    SdpAnswer answer =
        OfferText.bundle()
            .section("m=audio 9 UDP/TLS/RTP/SAVPF 0", "0")
            .video("1")
            .replace(1, VIDEO, "m=video 0 UDP/TLS/RTP/SAVPF 96")
            .add(1, "a=bundle-only")
            .remove(1, "a=ice-ufrag:theirs")
            .remove(1, "a=ice-pwd:their-password-of-24-char")
            .remove(1, "a=fingerprint:sha-256 " + OfferText.SHA_256)
            .remove(1, "a=setup:actpass")
            .answer();
    assertEquals("theirs", answer.remoteIce().ufrag());
    assertTrue(answer.video().isPresent());
  }

  @Test
  void theTransportMayStandAboveTheSections() throws SdpException {
    SdpAnswer answer =
        OfferText.videoOnly()
            .session("a=ice-ufrag:up", "a=ice-pwd:there", "a=setup:active")
            .remove(0, "a=ice-ufrag:theirs")
            .remove(0, "a=setup:actpass")
            .answer();
    assertEquals(new IceCredentials("up", "there"), answer.remoteIce());
    assertEquals(SetupRole.ACTIVE, answer.remoteSetup());
    assertTrue(answer.text().contains("a=setup:passive\r\n"));
  }

  @Test
  void opusWithoutChannelsIsEchoedAsWritten() throws SdpException {
    SdpAnswer answer =
        OfferText.videoAndAudio()
            .replace(1, "a=rtpmap:111 opus/48000/2", "a=rtpmap:111 OPUS/48000")
            .answer();
    assertTrue(answer.text().contains("a=rtpmap:111 OPUS/48000\r\n"));
  }

  @Test
  void aSectionWithoutMidStandsAlone() throws SdpException {
    SdpAnswer answer = new OfferText().video("0").remove(0, "a=mid:0").answer();
    assertEquals("", answer.video().orElseThrow().mid());
    assertFalse(answer.text().contains("a=mid"));
  }
}
