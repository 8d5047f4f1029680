package dev.sluice.rtc.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.answer.OfferText;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parsing offers. */
class SdpOfferTest {
  private static MediaSection video(OfferText text) throws SdpException {
    return SdpOffer.parse(text.toString()).sections().getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n", " \r\n", "\r\n\r\n"})
  void linesMayEndInSeveralWays(String newline) throws SdpException {
    SdpOffer offer = SdpOffer.parse(OfferText.videoAndAudio().newline(newline).toString());
    assertEquals(SdpOffer.parse(OfferText.videoAndAudio().toString()), offer);
  }

  @Test
  void everythingIsRead() throws SdpException {
    MediaSection video =
        video(
            OfferText.videoAndAudio()
                .add(0, "a=bundle-only")
                .add(0, "a=rtcp-mux-only")
                .add(0, "a=rtcp-rsize")
                .add(0, "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid"));
    TransportAttributes transport =
        new TransportAttributes(
            "theirs",
            "their-password-of-24-char",
            SetupRole.ACTPASS,
            List.of(new Fingerprint("sha-256", OfferText.SHA_256)));
    PayloadType type =
        new PayloadType(
            96,
            "H264",
            90_000,
            0,
            "packetization-mode=1;profile-level-id=42e01f",
            Set.of(FeedbackType.NACK, FeedbackType.NACK_PLI));
    assertEquals(
        new MediaSection(
            0,
            "video",
            9,
            "UDP/TLS/RTP/SAVPF",
            List.of("96"),
            "0",
            true,
            Direction.RECVONLY,
            true,
            true,
            true,
            List.of(type),
            List.of(new ExtensionMapping(3, "urn:ietf:params:rtp-hdrext:sdes:mid")),
            transport),
        video);
  }

  @Test
  void unknownAndMalformedLinesArePassedOver() throws SdpException {
    OfferText text =
        OfferText.videoAndAudio().session("b=AS:1", "a=x", "nonsense", "=", "a=", "a=:");
    for (String line :
        List.of(
            "a=rtpmap:96",
            "a=rtpmap:999 X/1",
            "a=rtpmap:x y/z",
            "a=fmtp:",
            "a=rtcp-fb:96",
            "a=extmap:0 x",
            "a=extmap:15 x",
            "a=extmap:3",
            "a=fingerprint:sha-256",
            "a=mid:",
            "a=ice-ufrag:",
            "a=setup:holdup",
            "a=candidate:garbage",
            "k=clear:",
            "a=msid:- -")) {
      text.add(0, line);
    }
    assertEquals(video(OfferText.videoAndAudio()), video(text));
  }

  @Test
  void ofRepeatedAttributesTheFirstCounts() throws SdpException {
    OfferText text = OfferText.videoAndAudio();
    for (String line :
        List.of("a=mid:9", "a=ice-ufrag:x", "a=ice-pwd:x", "a=setup:passive", "a=sendonly")) {
      text.add(0, line);
    }
    assertEquals(video(OfferText.videoAndAudio()), video(text));
  }

  @Test
  void theDirectionMayStandAboveTheSections() throws SdpException {
    OfferText text = OfferText.videoAndAudio().session("a=inactive").remove(0, "a=recvonly");
    List<MediaSection> sections = SdpOffer.parse(text.toString()).sections();
    assertEquals(Direction.INACTIVE, sections.get(0).direction());
    assertEquals(Direction.RECVONLY, sections.get(1).direction());
  }

  @Test
  void withoutADirectionBothSend() throws SdpException {
    assertEquals(
        Direction.SENDRECV, video(OfferText.videoAndAudio().remove(0, "a=recvonly")).direction());
  }

  @Test
  void feedbackMayBeForAllTypes() throws SdpException {
    MediaSection video = video(OfferText.videoAndAudio().add(0, "a=rtcp-fb:* ccm fir"));
    assertTrue(video.payloadTypes().getFirst().feedback().contains(FeedbackType.CCM_FIR));
  }

  @Test
  void attributesMayComeBeforeTheirMap() throws SdpException {
    MediaSection video =
        video(
            OfferText.videoAndAudio()
                .remove(0, "a=rtpmap:96 H264/90000")
                .add(0, "a=rtpmap:96 H264/90000"));
    assertEquals("H264", video.payloadTypes().getFirst().encoding());
    assertEquals("1", video.payloadTypes().getFirst().parameter("Packetization-Mode"));
    assertNull(video.payloadTypes().getFirst().parameter("mode"));
  }

  @Test
  void extensionsTheViewerOnlySendsAreLeftOut() throws SdpException {
    MediaSection video =
        video(
            OfferText.videoAndAudio()
                .add(0, "a=extmap:1/sendonly urn:a")
                .add(0, "a=extmap:2/recvonly urn:b")
                .add(0, "a=extmap:2 urn:same-id"));
    assertEquals(List.of(new ExtensionMapping(2, "urn:b")), video.extensions());
  }

  @Test
  void weakAndMalformedFingerprintsAreLeftOut() throws SdpException {
    MediaSection video =
        video(
            OfferText.videoAndAudio()
                .add(0, "a=fingerprint:sha-1 " + "AA:".repeat(19) + "AA")
                .add(0, "a=fingerprint:sha-256 AA:BB")
                .add(0, "a=fingerprint:SHA-512 " + "aa:".repeat(63) + "aa"));
    List<Fingerprint> fingerprints = video.transport().fingerprints();
    assertEquals(2, fingerprints.size());
    assertEquals(new Fingerprint("sha-512", "AA:".repeat(63) + "AA"), fingerprints.get(1));
  }

  @Test
  void portZeroIsARefusalUnlessBundleOnly() throws SdpException {
    String before = "m=video 9 UDP/TLS/RTP/SAVPF 96";
    String after = "m=video 0 UDP/TLS/RTP/SAVPF 96";
    assertTrue(video(OfferText.videoAndAudio().replace(0, before, after)).disabled());
    assertFalse(
        video(OfferText.videoAndAudio().replace(0, before, after).add(0, "a=bundle-only"))
            .disabled());
  }

  @Test
  void aPortMayHaveACount() throws SdpException {
    String before = "m=video 9 UDP/TLS/RTP/SAVPF 96";
    String after = "m=video 49170/2 UDP/TLS/RTP/SAVPF 96 96 300 97";
    MediaSection video = video(OfferText.videoAndAudio().replace(0, before, after));
    assertEquals(49170, video.port());
    assertEquals(List.of(96, 97), video.payloadTypes().stream().map(PayloadType::number).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{\"sdp\": \"v=0\"}",
        "v=0\r\n",
        "v=0\r\nm=video\r\n",
        "v=0\r\nm=video x UDP/TLS/RTP/SAVPF 96\r\n",
        "v=0\r\nm=video 65536 UDP/TLS/RTP/SAVPF 96\r\n",
        "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF\r\n",
        "v=0\r\nm=video 9 UDP\u0007 96\r\n",
      })
  void whatIsNoOfferIsRefused(String text) {
    SdpException refusal = assertThrows(SdpException.class, () -> SdpOffer.parse(text));
    assertTrue(refusal.getMessage().endsWith("."), refusal.getMessage());
  }

  @Test
  void twoSectionsOfOneMidAreRefused() {
    String text = new OfferText().video("0").audio("0").toString();
    assertThrows(SdpException.class, () -> SdpOffer.parse(text));
  }
}
