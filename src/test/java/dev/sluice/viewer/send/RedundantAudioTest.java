package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Track;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.PathEstimate;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedundantAudioTest {
  private static final int OPUS = 111;
  private static final int RED = 63;
  private static final int SAMPLES_20_MILLIS = 960;

  private final SendFixture.Kept route = new SendFixture.Kept();
  private final PathEstimate path = SendFixture.path();
  private LiveStream live;
  private TrackSender sender;

  @BeforeEach
  void join() throws Exception {
    live = new LiveStream(1 << 20);
    SendFormat format =
        new SendFormat(
            new RtpClock.Audio(7), false, OPUS, SendFixture.SSRC, ExtensionBlock.NONE, null, RED);
    sender = SendFixture.sender(live, Track.AUDIO, format, path, KeyFrameWait.NEVER);
    sender.send(route.turn(0));
  }

  private byte[] next(int number) {
    live.appendAudio(number);
    sender.send(route.turn(0));
    return route.datagrams.getLast();
  }

  @Test
  void withoutLossSoundIsSentOnce() {
    next(1);
    byte[] packet = next(2);
    assertEquals(OPUS, packet[1] & 0x7F);
    assertArrayEquals(new byte[] {(byte) 0xFC, 2}, Arrays.copyOfRange(packet, 12, packet.length));
  }

  @Test
  void withLossEachPacketHasTheOneBeforeInFront() {
    next(1);
    path.reported(0.05, 0);
    byte[] packet = next(2);
    assertEquals(RED, packet[1] & 0x7F);
    int header = Bytes.i32(packet, 12);
    assertEquals(0x80 | OPUS, header >>> 24);
    assertEquals(SAMPLES_20_MILLIS, header >>> 10 & 0x3FFF, "timestamp offset");
    assertEquals(2, header & 0x3FF, "block length");
    assertEquals(OPUS, packet[16]);
    assertArrayEquals(
        new byte[] {(byte) 0xFC, 1, (byte) 0xFC, 2}, Arrays.copyOfRange(packet, 17, packet.length));
  }

  @Test
  void afterTenSecondsWithoutLossItStops() {
    next(1);
    path.reported(0.05, 0);
    live.appendAudio(2);
    sender.send(route.turn(11_000_000_000L));
    assertEquals(OPUS, route.datagrams.getLast()[1] & 0x7F);
  }

  @Test
  void whatIsTooLongAgoOrTooLargeIsLeftOut() {
    path.reported(0.05, 0);
    next(1);
    assertEquals(OPUS, next(40)[1] & 0x7F, "780 ms do not fit into 14 bits");
    live.appendAudio(41, 800);
    live.appendAudio(42, 800);
    sender.send(route.turn(0));
    byte[] packet = route.datagrams.getLast();
    assertEquals(OPUS, packet[1] & 0x7F, "twice 800 bytes do not fit into a datagram");
    assertEquals(12 + 800, packet.length);
  }

  @Test
  void itIsNeverSentAgainSinceItCouldNotBeMadeTheSame() {
    next(1);
    path.reported(0.05, 0);
    byte[] packet = next(2);
    int count = route.datagrams.size();
    sender.resend(Bytes.u16(packet, 2), route.turn(0));
    assertEquals(count, route.datagrams.size());
  }
}
