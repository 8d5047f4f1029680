package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.SdpException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offers that cannot be answered, and the message for each. */
class SdpRefusalTest {
  private static void assertRefused(OfferText text, String part) {
    SdpException refusal = assertThrows(SdpException.class, text::answer);
    assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    assertTrue(refusal.getMessage().endsWith("."), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendonly", "inactive"})
  void nothingToReceive(String direction) {
    OfferText text = OfferText.videoOnly().replace(0, "a=recvonly", "a=" + direction);
    assertRefused(text, "video (its direction must be recvonly or sendrecv)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendonly", "inactive"})
  void aLaterSectionThatDoesNotReceiveGetsPortZero(String direction) throws SdpException {
    SdpAnswer answer =
        OfferText.videoAndAudio().replace(1, "a=recvonly", "a=" + direction).answer();
    assertTrue(answer.audio().isEmpty());
    assertTrue(answer.video().isPresent());
    assertTrue(Offers.part(answer, 2).getFirst().startsWith("m=audio 0 "));
    assertTrue(answer.text().contains("a=group:BUNDLE 0\r\n"));
    assertEquals(1, answer.warnings().size());
  }

  @ParameterizedTest
  @CsvSource({
    "a=ice-ufrag:theirs, a=ice-ufrag",
    "a=ice-pwd:their-password-of-24-char, a=ice-pwd",
  })
  void withoutIceCredentials(String line, String part) {
    assertRefused(OfferText.videoOnly().remove(0, line), part);
  }

  @Test
  void withoutAFingerprint() {
    String line = "a=fingerprint:sha-256 " + OfferText.SHA_256;
    assertRefused(OfferText.videoOnly().remove(0, line), "a=fingerprint");
    String weak = "a=fingerprint:sha-1 " + "AA:".repeat(19) + "AA";
    assertRefused(OfferText.videoOnly().replace(0, line, weak), "a=fingerprint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"passive", "holdconn"})
  void whenBothSidesWouldWaitForTheHandshake(String setup) {
    assertRefused(
        OfferText.videoOnly().replace(0, "a=setup:actpass", "a=setup:" + setup), "a=setup");
  }

  @Test
  void withoutRtcpMux() {
    assertRefused(OfferText.videoOnly().remove(0, "a=rtcp-mux"), "a=rtcp-mux");
  }

  @Test
  void withoutRtp() {
    OfferText text =
        OfferText.videoOnly().replace(0, "m=video 9 UDP/TLS/RTP/SAVPF 96", "m=video 9 UDP/XTLS 96");
    assertRefused(text, "UDP/TLS/RTP/SAVPF");
  }

  @Test
  void plainRtpWithoutAFingerprint() {
    OfferText text =
        OfferText.videoOnly()
            .replace(0, "m=video 9 UDP/TLS/RTP/SAVPF 96", "m=video 9 RTP/AVP 96")
            .remove(0, "a=fingerprint:sha-256 " + OfferText.SHA_256);
    assertRefused(text, "a=fingerprint");
  }

  @Test
  void switchedOffByTheOffererItself() {
    OfferText text =
        OfferText.videoOnly()
            .replace(0, "m=video 9 UDP/TLS/RTP/SAVPF 96", "m=video 0 UDP/TLS/RTP/SAVPF 96");
    assertRefused(text, "its port is 0");
  }

  @Test
  void aDataChannelAlone() {
    OfferText text =
        OfferText.bundle().section("m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "0");
    assertRefused(text, "application (only audio and video are sent)");
  }

  @Test
  void aStreamThatCannotBePlayed() {
    TrackSet tracks =
        new TrackSet(List.of(new Track(Track.VIDEO, TrackFormat.of(Codec.H265).build())));
    SdpException refusal =
        assertThrows(
            SdpException.class,
            () -> Offers.answer(OfferText.videoOnly().toString(), tracks, Offers.HIGH_31));
    assertTrue(refusal.getMessage().contains("neither H.264 video nor Opus audio"));
  }

  @Test
  void aProfileThatIsNotOfferedInStrictMode() {
    SdpException refusal =
        assertThrows(
            SdpException.class,
            () ->
                Offers.answer(
                    OfferText.videoAndAudio().toString(),
                    Offers.VIDEO_ONLY,
                    Offers.HIGH_31,
                    Offers.parameters(true)));
    assertTrue(refusal.getMessage().contains("High 3.1 (64001f)"), refusal.getMessage());
  }
}
