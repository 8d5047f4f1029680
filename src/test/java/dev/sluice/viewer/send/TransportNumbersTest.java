package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Track;
import dev.sluice.rtc.answer.HeaderExtensionIds;
import dev.sluice.rtc.rtp.RtpHeader;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.PathEstimate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transport-wide numbers over picture and sound of one viewer. */
class TransportNumbersTest {
  /** Behind the header of the block and that of its only element (RFC 8285 section 4.2). */
  private static final int VALUE_AT = 5;

  private static final int AUDIO_SSRC = 0xA0D10;
  private static final long LATER_NANOS = 50_000_000;

  private final SendFixture.Kept route = new SendFixture.Kept();
  private final TransportSequence numbers = new TransportSequence();
  private LiveStream live;
  private TrackSender video;
  private TrackSender audio;

  @BeforeEach
  void join() throws Exception {
    live = new LiveStream(1 << 20);
    PathEstimate path = SendFixture.path();
    SendFormat picture =
        new SendFormat(
            new RtpClock.Video(0), true, 96, SendFixture.SSRC, block(), RtxPackets.rtx(), -1);
    SendFormat sound =
        new SendFormat(new RtpClock.Audio(0), false, 111, AUDIO_SSRC, block(), null, -1);
    video = SendFixture.sender(live, Track.VIDEO, picture, path, KeyFrameWait.NEVER);
    audio = SendFixture.sender(live, Track.AUDIO, sound, path, KeyFrameWait.NEVER);
    audio.send(route.turn(0));
  }

  private ExtensionBlock block() {
    return new ExtensionBlock(
        new HeaderExtensionIds(0, 0, 0, RtxPackets.TRANSPORT_ID), "", new byte[0], numbers);
  }

  private void picture(int number) {
    live.appendVideo(number, number == 0, 100);
    video.send(route.turn(0));
  }

  private void sound(int number) {
    live.appendAudio(number);
    audio.send(route.turn(0));
  }

  private static int number(byte[] packet) {
    return Bytes.u16(packet, RtpHeader.BYTES + VALUE_AT);
  }

  @Test
  void pictureAndSoundAreNumberedTogether() {
    for (int i = 0; i < 20; i++) {
      picture(i);
      sound(i);
    }
    for (int i = 0; i < route.datagrams.size(); i++) {
      assertEquals(i, number(route.datagrams.get(i)));
    }
  }

  @Test
  void aRunThatAFullSocketRefusesGivesItsNumbersBack() {
    picture(0);
    route.refuse = 1;
    sound(1);
    picture(1);
    sound(2);
    for (int i = 0; i < route.datagrams.size(); i++) {
      assertEquals(i, number(route.datagrams.get(i)));
    }
  }

  /** A picture of the same index would be sent in place of the sound. */
  @Test
  void lostSoundIsNeitherRetransmittedNorTakenForPicture() {
    for (int i = 0; i < 20; i++) {
      picture(i);
      sound(i);
    }
    int sent = route.datagrams.size();
    for (byte[] packet : route.datagrams.toArray(byte[][]::new)) {
      if (Bytes.i32(packet, 8) == AUDIO_SSRC) {
        video.missed(number(packet), route.turn(LATER_NANOS));
        // Not negotiated: it would have to be identical, and its number is used.
        audio.resend(Bytes.u16(packet, 2), route.turn(LATER_NANOS));
      }
    }
    assertEquals(sent, route.datagrams.size());
  }

  @Test
  void aLostPictureIsRetransmittedByItsNumber() {
    for (int i = 0; i < 20; i++) {
      picture(i);
      sound(i);
    }
    byte[] lost = route.datagrams.get(route.datagrams.size() - 2);
    video.missed(number(lost), route.turn(LATER_NANOS));
    byte[] again = route.datagrams.getLast();
    assertTrue(RtxPackets.isRtx(again));
    assertEquals(Bytes.u16(lost, 2), Bytes.u16(again, RtxPackets.headerBytes(again)));
  }
}
