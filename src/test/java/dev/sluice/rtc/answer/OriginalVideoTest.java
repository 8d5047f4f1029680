package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.NoCommonCodecException;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams whose picture is H.265, with and without H.264 beside it. */
class OriginalVideoTest {
  private static final AnswerParameters PARAMETERS = Offers.parameters(false, AnswerFeature.RTX);
  private static final byte[] PARAMETER_SET = {0x42, 1, 1};
  private static final TrackFormat MAIN = h265(0x01_00_5D);
  private static final TrackFormat MAIN_10 = h265(0x02_00_5D);
  private static final TrackFormat H264 =
      TrackFormat.of(Codec.H264)
          .parameterSets(List.of(PARAMETER_SET))
          .profileLevelId(Offers.CONSTRAINED_BASELINE_31)
          .build();
  private static final TrackSet ORIGINAL = new TrackSet(List.of(new Track(2, MAIN)));
  private static final TrackSet BOTH =
      new TrackSet(List.of(new Track(2, MAIN), new Track(0, H264)));
  private static final TrackSet SUPPLIED = new TrackSet(List.of(new Track(0, H264)));

  private static TrackFormat h265(int profileLevelId) {
    return TrackFormat.of(Codec.H265)
        .parameterSets(List.of(PARAMETER_SET))
        .profileLevelId(profileLevelId)
        .build();
  }

  /** An offer of H.264 in payload type 96, and of H.265 in 98 with its retransmissions in 99. */
  private static OfferText both() {
    return new OfferText()
        .session("a=group:BUNDLE 0")
        .section(
            "m=video 9 UDP/TLS/RTP/SAVPF 96 98 99",
            "0",
            "a=rtpmap:96 H264/90000",
            "a=fmtp:96 packetization-mode=1;profile-level-id=42e01f",
            "a=rtpmap:98 H265/90000",
            "a=fmtp:98 level-id=93;profile-id=1;tier-flag=0;tx-mode=SRST",
            "a=rtcp-fb:98 nack",
            "a=rtcp-fb:98 nack pli",
            "a=rtpmap:99 rtx/90000",
            "a=fmtp:99 apt=98");
  }

  private static SdpAnswer answer(OfferText offer, TrackSet tracks) throws SdpException {
    return SdpAnswerer.answer(
        SdpOffer.parse(offer.toString()), tracks, formatOf(tracks), PARAMETERS);
  }

  private static @Nullable TrackFormat formatOf(TrackSet tracks) {
    return tracks.byId(Track.VIDEO).map(Track::format).orElse(null);
  }

  @Test
  void aViewerWithH265GetsTheOriginal() throws SdpException {
    for (TrackSet tracks : List.of(ORIGINAL, BOTH)) {
      SdpAnswer answer = answer(both(), tracks);
      AcceptedMedia video = answer.video().orElseThrow();
      assertEquals(Track.ORIGINAL_VIDEO, video.trackId());
      assertEquals(98, video.payloadType());
      assertEquals(99, video.rtxPayloadType());
      assertEquals(List.of(), answer.warnings());
      List<String> section = Offers.part(answer, 1);
      assertTrue(section.contains("a=rtpmap:98 H265/90000"));
      assertTrue(section.contains("a=fmtp:98 level-id=93;profile-id=1;tier-flag=0;tx-mode=SRST"));
    }
  }

  @Test
  void anotherViewerGetsH264() throws SdpException {
    AcceptedMedia video = answer(OfferText.videoOnly(), BOTH).video().orElseThrow();
    assertEquals(Track.VIDEO, video.trackId());
    assertEquals(96, video.payloadType());
  }

  @Test
  void anOfferThatDoesNotCoverTheOriginalGetsH264() throws SdpException {
    TrackSet tracks = new TrackSet(List.of(new Track(2, MAIN_10), new Track(0, H264)));
    assertEquals(96, answer(both(), tracks).video().orElseThrow().payloadType());
  }

  @Test
  void aViewerWithoutH265IsToldWhy() {
    NoCommonCodecException refusal =
        assertThrows(NoCommonCodecException.class, () -> answer(OfferText.videoOnly(), ORIGINAL));
    assertTrue(refusal.getMessage().contains("H.265"), refusal.getMessage());
    assertTrue(refusal.getMessage().endsWith("."), refusal.getMessage());
  }

  @Test
  void anOfferOfAnotherProfileIsToldTheSame() {
    TrackSet tracks = new TrackSet(List.of(new Track(2, MAIN_10)));
    assertThrows(NoCommonCodecException.class, () -> answer(both(), tracks));
  }

  /** The offer is at fault, and not its codings. */
  @Test
  void anotherFaultOfTheOfferIsToldAsSuch() {
    OfferText offer = both().remove(0, "a=rtcp-mux");
    SdpException refusal = assertThrows(SdpException.class, () -> answer(offer, ORIGINAL));
    assertFalse(refusal instanceof NoCommonCodecException, refusal.getMessage());
    assertTrue(refusal.getMessage().contains("a=rtcp-mux"), refusal.getMessage());
  }

  @Test
  void soundIsSentToAViewerWithoutH265() throws SdpException {
    TrackSet tracks =
        new TrackSet(
            List.of(
                new Track(2, MAIN),
                new Track(Track.AUDIO, TrackFormat.of(Codec.OPUS).channels(2).build())));
    SdpAnswer answer = answer(OfferText.videoAndAudio(), tracks);
    assertTrue(answer.video().isEmpty());
    assertTrue(answer.audio().isPresent());
    assertEquals(
        List.of(
            "The stream's video is not sent: the stream is H.265, and the offer has no H.265"
                + " payload type."),
        answer.warnings());
  }

  @Test
  void theCounterOfferHasTheOriginal() throws SdpException {
    String offer = CounterOffer.write(ORIGINAL, null, PARAMETERS);
    assertTrue(offer.contains("a=rtpmap:96 H265/90000\r\n"), offer);
    assertTrue(offer.contains("level-id=93;profile-id=1"), offer);
    assertTrue(CounterOffer.write(BOTH, H264, PARAMETERS).contains("96 H264/90000"));
  }

  private static ReconnectCriteria criteria(OfferText offer, TrackSet tracks) throws SdpException {
    return ReconnectCriteria.of(
        SdpOffer.parse(offer.toString()), answer(offer, tracks), formatOf(tracks), PARAMETERS);
  }

  private static boolean met(ReconnectCriteria criteria, TrackSet tracks) {
    return criteria.metBy(tracks, formatOf(tracks));
  }

  @Test
  void aViewerOfTheOriginalReconnectsWhenItIsGone() throws SdpException {
    ReconnectCriteria criteria = criteria(both(), ORIGINAL);
    assertFalse(met(criteria, ORIGINAL));
    assertFalse(met(criteria, BOTH), "the transcoded picture is no better");
    assertTrue(met(criteria, SUPPLIED));
    assertFalse(met(criteria, new TrackSet(List.of())), "there is no picture");
    assertTrue(met(criteria, new TrackSet(List.of(new Track(2, MAIN_10)))));
    assertTrue(criteria.plays(MAIN));
    assertFalse(criteria.plays(MAIN_10));
  }

  @Test
  void aViewerOfH264ReconnectsForAnOriginalWithoutH264() throws SdpException {
    ReconnectCriteria criteria = criteria(both(), SUPPLIED);
    assertFalse(met(criteria, BOTH));
    assertTrue(met(criteria, ORIGINAL));
    assertFalse(met(criteria(OfferText.videoOnly(), SUPPLIED), ORIGINAL), "H.264 only");
    assertFalse(
        met(criteria, new TrackSet(List.of(new Track(2, TrackFormat.of(Codec.H265).build())))),
        "no parameter sets yet");
  }
}
