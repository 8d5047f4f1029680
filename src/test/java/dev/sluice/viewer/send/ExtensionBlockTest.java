package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.time.NtpTime;
import dev.sluice.rtc.answer.HeaderExtensionIds;
import dev.sluice.testviewer.LiveStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Header extensions and retransmissions as they stand on the wire, in clear. */
class ExtensionBlockTest {
  private final SendFixture.Kept route = new SendFixture.Kept();

  @Test
  void everyPacketHasABlockOfOneLengthWithItsOwnNumber() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(live, RtxPackets.extensions(), RtxPackets.rtx());
    live.appendVideo(0, true, 5_000);
    live.appendVideo(1, false, 200);
    sender.send(route.turn(0));
    for (int i = 0; i < route.datagrams.size(); i++) {
      byte[] packet = route.datagrams.get(i);
      assertEquals(0x90, packet[0] & 0xFF, "the extension bit");
      assertEquals(0xBEDE_0004, Bytes.i32(packet, 12), "RFC 8285, one-byte elements, 4 words");
      assertEquals(0x31, packet[16]);
      assertEquals(i, Bytes.u16(packet, 17), "transport-wide number");
      assertEquals(0x27, packet[19]);
      long ticks = i < route.datagrams.size() - 1 ? 0 : LiveStream.FRAME_TICKS;
      assertEquals(NtpTime.ofTicks90k(ticks), Bytes.i64(packet, 20), "capture time");
      assertEquals(0x10, packet[28]);
      assertEquals('0', packet[29]);
      assertEquals(0, Bytes.u16(packet, 30), "padding");
      assertTrue(packet.length <= 1200 - 16, "with a tag of 16 bytes within 1200");
    }
  }

  @Test
  void whatIsLostComesAgainOnAnotherSsrcWithItsOldNumberInFront() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(live, RtxPackets.extensions(), RtxPackets.rtx());
    live.appendVideo(0, true, 5_000);
    sender.send(route.turn(0));
    List<byte[]> first = List.copyOf(route.datagrams);
    route.datagrams.clear();
    for (int i = 0; i < first.size(); i++) {
      byte[] lost = first.get(i);
      sender.resend(Bytes.u16(lost, 2), route.turn(0));
      byte[] again = route.datagrams.get(i);
      assertEquals(RtxPackets.SSRC, Bytes.i32(again, 8));
      assertEquals(RtxPackets.FIRST_SEQUENCE + i, Bytes.u16(again, 2));
      assertEquals(first.size() + i, Bytes.u16(again, 17), "transport-wide numbers go on");
      byte[] restored = RtxPackets.original(again, 96, SendFixture.SSRC);
      Bytes.put16(restored, 17, i);
      assertArrayEquals(lost, restored);
    }
    assertEquals(first.size(), sender.packetsResent());
  }

  @Test
  void whatTransportFeedbackMissesComesAgainWithoutBeingAskedForOnce() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(live, RtxPackets.extensions(), RtxPackets.rtx());
    live.appendVideo(0, true, 3_000);
    sender.send(route.turn(0));
    int count = route.datagrams.size();
    byte[] lost = route.datagrams.get(1);
    sender.missed(1, route.turn(0));
    sender.missed(1, route.turn(50_000_000));
    sender.missed(count + 1, route.turn(50_000_000));
    assertEquals(1, sender.packetsResent(), "once, and nothing that was never sent");
    byte[] again = route.datagrams.getLast();
    assertEquals(Bytes.u16(lost, 2), Bytes.u16(again, RtxPackets.headerBytes(again)));
    sender.missed(count, route.turn(50_000_000));
    assertEquals(2, sender.packetsResent(), "the retransmission was lost as well");
  }

  @Test
  void aNumberThatAFullSocketRefusedIsNotUsedUp() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    SendFormat.Rtx rtx = RtxPackets.rtx();
    TrackSender sender = SendFixture.videoSender(live, RtxPackets.extensions(), rtx);
    live.appendVideo(0, true, 500);
    sender.send(route.turn(0));
    route.refuse = 1;
    sender.resend(32_000, route.turn(0));
    sender.resend(32_001, route.turn(0));
    assertEquals(1, sender.packetsResent());
    assertEquals(1, rtx.index().count());
  }

  @Test
  void withoutVaryingOnesARepeatIsTheSameToTheLastByte() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    ExtensionBlock constant =
        new ExtensionBlock(new HeaderExtensionIds(1, 2, 5, 0), "0", new byte[] {0, 0, 40}, null);
    TrackSender sender = SendFixture.videoSender(live, constant, null);
    live.appendVideo(0, true, 3_000);
    sender.send(route.turn(0));
    List<byte[]> first = List.copyOf(route.datagrams);
    for (byte[] lost : first) {
      sender.resend(Bytes.u16(lost, 2), route.turn(0));
      assertArrayEquals(lost, route.datagrams.getLast());
    }
    assertArrayEquals(
        new byte[] {0x52, 0, 0, 40}, Arrays.copyOfRange(first.getFirst(), 25, 29), "playout delay");
  }
}
