package dev.sluice.rtc.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.sdp.NoCommonCodecException;
import dev.sluice.rtc.sdp.PayloadType;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opus with six channels, and the parameters of Opus with one or two. */
class OriginalAudioTest {
  private static final AnswerParameters PARAMETERS = Offers.parameters(false);

  /** As Chromium writes it. */
  private static final String SURROUND =
      "channel_mapping=0,4,1,2,3,5; num_streams=4; coupled_streams=2; minptime=10; useinbandfec=1";

  private static final TrackFormat STEREO = TrackFormat.of(Codec.OPUS).channels(2).build();
  private static final TrackFormat SIX =
      TrackFormat.of(Codec.OPUS).channels(6).packetStreams(4).build();
  private static final TrackSet ORIGINAL =
      new TrackSet(List.of(new Track(Track.ORIGINAL_AUDIO, SIX)));
  private static final TrackSet BOTH =
      new TrackSet(List.of(new Track(Track.ORIGINAL_AUDIO, SIX), new Track(Track.AUDIO, STEREO)));
  private static final TrackSet SUPPLIED = new TrackSet(List.of(new Track(Track.AUDIO, STEREO)));

  private static OfferText offer(boolean surround) {
    OfferText offer =
        new OfferText()
            .session("a=group:BUNDLE 0")
            .section("m=audio 9 UDP/TLS/RTP/SAVPF 111 97", "0", "a=rtpmap:111 opus/48000/2");
    return surround
        ? offer.add(0, "a=rtpmap:97 multiopus/48000/6").add(0, "a=fmtp:97 " + SURROUND)
        : offer;
  }

  private static SdpAnswer answer(OfferText offer, TrackSet tracks) throws SdpException {
    return SdpAnswerer.answer(SdpOffer.parse(offer.toString()), tracks, null, PARAMETERS);
  }

  @Test
  void aViewerWithMultiopusGetsTheOriginal() throws SdpException {
    for (TrackSet tracks : List.of(ORIGINAL, BOTH)) {
      SdpAnswer answer = answer(offer(true), tracks);
      assertEquals(Track.ORIGINAL_AUDIO, answer.audio().orElseThrow().trackId());
      List<String> section = Offers.part(answer, 1);
      assertTrue(section.contains("a=rtpmap:97 multiopus/48000/6"));
      assertTrue(
          section.contains(
              "a=fmtp:97 channel_mapping=0,4,1,2,3,5;coupled_streams=2;num_streams=4"));
    }
  }

  @Test
  void anotherViewerGetsStereo() throws SdpException {
    AcceptedMedia audio = answer(offer(false), BOTH).audio().orElseThrow();
    assertEquals(Track.AUDIO, audio.trackId());
    assertEquals(111, audio.payloadType());
  }

  @Test
  void aViewerWithoutMultiopusIsToldWhy() {
    NoCommonCodecException refusal =
        assertThrows(NoCommonCodecException.class, () -> answer(offer(false), ORIGINAL));
    assertTrue(refusal.getMessage().contains("Opus with 6 channels"), refusal.getMessage());
  }

  @Test
  void anotherArrangementIsNotTaken() {
    TrackFormat eight = TrackFormat.of(Codec.OPUS).channels(8).packetStreams(5).build();
    TrackSet tracks = new TrackSet(List.of(new Track(Track.ORIGINAL_AUDIO, eight)));
    assertThrows(NoCommonCodecException.class, () -> answer(offer(true), tracks));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "num_streams=4;coupled_streams=2",
        "channel_mapping=0,4,1,2,3;num_streams=4;coupled_streams=2",
        "channel_mapping=0,4,1,2,3,6;num_streams=4;coupled_streams=2",
        "channel_mapping=0,4,1,2,3,;num_streams=4;coupled_streams=2",
        "channel_mapping=0,4,1,2,3,5;num_streams=4",
        "channel_mapping=0,4,1,2,3,5;num_streams=2;coupled_streams=4",
        "channel_mapping=0,4,1,2,3,5;num_streams=0;coupled_streams=0",
        "channel_mapping=0,4,1,2,3,5;num_streams=99999999999;coupled_streams=2"
      })
  void formatsThatBreakARuleArePassedOver(String parameters) {
    assertNull(
        MultiOpusFormat.of(new PayloadType(97, "multiopus", 48_000, 6, parameters, Set.of())));
  }

  @Test
  void aViewerOfTheOriginalReconnectsWhenItIsGone() throws SdpException {
    ReconnectCriteria criteria =
        ReconnectCriteria.of(
            SdpOffer.parse(offer(true).toString()),
            answer(offer(true), ORIGINAL),
            null,
            PARAMETERS);
    assertFalse(criteria.metBy(ORIGINAL, null));
    assertFalse(criteria.metBy(BOTH, null));
    assertTrue(criteria.metBy(SUPPLIED, null));
    assertTrue(criteria.plays(SIX));
    assertFalse(criteria.plays(SIX.with().channels(8).packetStreams(5).build()));
  }

  @Test
  void aViewerOfStereoReconnectsForAnOriginalWithoutStereo() throws SdpException {
    ReconnectCriteria criteria =
        ReconnectCriteria.of(
            SdpOffer.parse(offer(true).toString()),
            answer(offer(true), SUPPLIED),
            null,
            PARAMETERS);
    assertFalse(criteria.metBy(BOTH, null));
    assertTrue(criteria.metBy(ORIGINAL, null));
  }

  private static List<String> opus(TrackFormat format) throws SdpException {
    TrackSet tracks = new TrackSet(List.of(new Track(Track.AUDIO, format)));
    return Offers.part(answer(offer(false), tracks), 1).stream()
        .filter(line -> line.startsWith("a=fmtp"))
        .toList();
  }

  /** RFC 7587 section 6.1. */
  @Test
  void whatIsKnownOfTheStreamIsTold() throws SdpException {
    assertEquals(List.of("a=fmtp:111 sprop-stereo=1"), opus(STEREO));
    assertEquals(List.of("a=fmtp:111 sprop-stereo=0"), opus(STEREO.with().channels(1).build()));
    assertEquals(
        List.of("a=fmtp:111 sprop-stereo=1;useinbandfec=1"),
        opus(STEREO.with().inBandFec(true).build()));
    assertEquals(List.of(), opus(STEREO.with().channels(0).build()));
  }
}
