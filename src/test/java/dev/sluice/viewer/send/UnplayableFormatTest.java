package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.stream.TestStream;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import org.junit.jupiter.api.Test;

/** Pictures whose format the viewer's payload type does not cover. */
class UnplayableFormatTest {
  private static final TrackFormat HIGH_444 = TestStream.h264(0xF4001F);

  private final LiveStream live;
  private final SendFixture.Kept route = new SendFixture.Kept();
  private final TrackSender sender;
  private int frame;

  UnplayableFormatTest() throws Exception {
    live = new LiveStream(1 << 20);
    SendFormat format =
        new SendFormat(
            new RtpClock.Video(0), true, 96, 7, ExtensionBlock.NONE, null, SendFormat.NO_RED);
    sender =
        new TrackSender(
            live.stream.log(Track.VIDEO),
            format,
            new PacketIndex(100),
            SendFixture.path(),
            KeyFrameWait.NEVER,
            id -> !HIGH_444.equals(live.stream.logs().formats().byId(id)));
  }

  private void picture(TrackFormat format, boolean key) {
    frame++;
    AccessUnit unit = TestStream.picture(frame * LiveStream.FRAME_TICKS, key, 100);
    TestStream.write(
        live.source,
        () ->
            live.source.append(unit.setFormat(format).setArrival(LiveStream.arrivalNanos(frame))));
    sender.send(route.turn(LiveStream.arrivalNanos(frame)));
  }

  @Test
  void areNotSentAndTheNextCoveredKeyPictureContinuesTheSequence() {
    picture(TestStream.H264, true);
    picture(TestStream.H264, false);
    int before = route.datagrams.size();
    int sequence = Bytes.u16(route.datagrams.getLast(), 2);
    assertFalse(sender.passesOver());
    picture(HIGH_444, true);
    picture(HIGH_444, false);
    assertEquals(before, route.datagrams.size());
    assertTrue(sender.passesOver());
    picture(TestStream.H264, true);
    assertFalse(sender.passesOver());
    assertTrue(route.datagrams.size() > before);
    assertEquals(sequence + 1, Bytes.u16(route.datagrams.get(before), 2));
  }
}
