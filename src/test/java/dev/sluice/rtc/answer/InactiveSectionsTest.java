package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.SdpException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections without media that are accepted as inactive. */
class InactiveSectionsTest {
  private static final String VIDEO = "m=video 9 UDP/TLS/RTP/SAVPF 96";

  private static SdpAnswer answer(OfferText text, TrackSet tracks) throws SdpException {
    return Offers.answer(text.toString(), tracks, Offers.CONSTRAINED_BASELINE_31);
  }

  @Test
  void theFirstOfABundleCarriesTheTransport() throws SdpException {
    SdpAnswer answer = answer(OfferText.videoAndAudio(), Offers.AUDIO_ONLY);
    assertTrue(answer.video().isEmpty());
    assertTrue(answer.text().contains("a=group:BUNDLE 0 1\r\n"), answer.text());
    String fingerprint = "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB";
    assertEquals(
        List.of(
            "m=video 8190 UDP/TLS/RTP/SAVPF 96",
            "c=IN IP4 192.0.2.7",
            "a=mid:0",
            "a=inactive",
            "a=rtcp-mux",
            "a=rtcp-mux-only",
            "a=ice-ufrag:ours",
            "a=ice-pwd:our-password-of-24-chars",
            fingerprint,
            "a=setup:passive",
            "a=rtpmap:96 H264/90000",
            "a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
            "a=candidate:1 1 udp 2130706431 192.0.2.7 8190 typ host",
            "a=candidate:2 1 udp 2130706175 2001:db8::7 8190 typ host",
            "a=end-of-candidates"),
        Offers.part(answer, 1));
  }

  /** Talk-back, or a camera that is switched off. */
  @ParameterizedTest
  @ValueSource(strings = {"sendonly", "inactive"})
  void theFirstOfABundleNeedNotReceive(String direction) throws SdpException {
    OfferText text = OfferText.videoAndAudio().replace(0, "a=recvonly", "a=" + direction);
    SdpAnswer answer = answer(text, Offers.BOTH);
    assertTrue(answer.video().isEmpty());
    assertTrue(answer.audio().isPresent());
    assertTrue(answer.text().contains("a=group:BUNDLE 0 1\r\n"), answer.text());
    assertEquals("m=video 8190 UDP/TLS/RTP/SAVPF 96", Offers.part(answer, 1).getFirst());
    assertTrue(Offers.part(answer, 1).contains("a=inactive"), answer.text());
    assertEquals(1, answer.warnings().size());
  }

  @Test
  void whatIsNotFirstIsRefused() throws SdpException {
    SdpAnswer answer = answer(OfferText.videoAndAudio(), Offers.VIDEO_ONLY);
    assertTrue(answer.text().contains("a=group:BUNDLE 0\r\n"));
    assertTrue(Offers.part(answer, 2).getFirst().startsWith("m=audio 0 "));
  }

  @Test
  void oneWithCredentialsOfItsOwnIsNotLeftAlone() throws SdpException {
    OfferText text = OfferText.videoAndAudio().replace(1, "a=ice-ufrag:theirs", "a=ice-ufrag:own");
    SdpAnswer answer = answer(text, Offers.VIDEO_ONLY);
    assertTrue(answer.text().contains("a=group:BUNDLE 0 1\r\n"));
    assertTrue(Offers.part(answer, 2).contains("a=inactive"));
    assertTrue(Offers.part(answer, 2).contains("a=end-of-candidates"));
    assertEquals("theirs", answer.remoteIce().ufrag());
  }

  @Test
  void oneWithAPortOfItsOwnIsNotLeftAlone() throws SdpException {
    OfferText text =
        OfferText.videoAndAudio()
            .replace(0, VIDEO, "m=video 40000 UDP/TLS/RTP/SAVPF 96")
            .replace(1, "m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio 40001 UDP/TLS/RTP/SAVPF 111");
    assertTrue(answer(text, Offers.VIDEO_ONLY).text().contains("a=group:BUNDLE 0 1\r\n"));
  }

  /** The transport is that of the first section in the bundle (RFC 8843 section 7.3). */
  @Test
  void credentialsAreThoseOfTheCarrier() throws SdpException {
    OfferText text =
        OfferText.videoAndAudio().replace(0, "a=ice-ufrag:theirs", "a=ice-ufrag:first");
    assertEquals("first", answer(text, Offers.AUDIO_ONLY).remoteIce().ufrag());
  }

  @Test
  void whatCannotCarryIsRefused() throws SdpException {
    for (OfferText text :
        List.of(
            OfferText.videoAndAudio().remove(0, "a=rtcp-mux"),
            OfferText.videoAndAudio().remove(0, "a=rtpmap:96 H264/90000"),
            OfferText.videoAndAudio().replace(0, VIDEO, "m=video 9 UDP/XTLS 96"),
            OfferText.videoAndAudio().replace(0, VIDEO, "m=video 0 UDP/TLS/RTP/SAVPF 96"))) {
      SdpAnswer answer = answer(text, Offers.AUDIO_ONLY);
      assertTrue(answer.text().contains("a=group:BUNDLE 1\r\n"), answer.text());
      assertTrue(Offers.part(answer, 1).getFirst().startsWith("m=video 0 "), answer.text());
      assertFalse(Offers.part(answer, 1).contains("a=end-of-candidates"));
    }
  }

  @Test
  void withoutABundleNothingIsCarried() throws SdpException {
    SdpAnswer answer = answer(new OfferText().video("0").audio("1"), Offers.AUDIO_ONLY);
    assertFalse(answer.text().contains("BUNDLE"));
    assertTrue(Offers.part(answer, 1).getFirst().startsWith("m=video 0 "));
  }
}
