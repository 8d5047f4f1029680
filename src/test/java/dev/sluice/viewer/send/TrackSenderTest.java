package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.testviewer.LiveStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackSenderTest {
  private static final long MILLI = 1_000_000;
  private static final long BURST_BYTES = 64 * 1024;
  private static final long RUN_BYTES = 32 * 1200;
  private static final long CAP_BYTES_PER_MILLI =
      SendSettings.DEFAULT.backlogBitsPerSecond / 8 / 1000;

  private final SendFixture.Kept route = new SendFixture.Kept();

  @Test
  void sendsWholePicturesWithParameterSetsInFrontAndOneMarker() throws Exception {
    LiveStream fixture = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(fixture);
    byte[] key = fixture.appendVideo(0, true, 50_000);
    byte[] next = fixture.appendVideo(1, false, 300);
    drain(sender, route);

    assertEquals(0x78, route.datagrams.get(0)[12], "STAP-A first");
    List<byte[]> pictures = picturesOf(route.datagrams.subList(1, route.datagrams.size()));
    assertEquals(2, pictures.size());
    assertArrayEquals(key, pictures.get(0));
    assertArrayEquals(next, pictures.get(1));
    assertEquals(1000, Bytes.i32(route.datagrams.getFirst(), 4), "RTP time: the viewer's offset");
    assertEquals(4000, Bytes.i32(route.datagrams.getLast(), 4));
    assertGapless(32_000);
    assertEquals(route.datagrams.size(), sender.packetsSent());
  }

  @Test
  void aNewcomerStartsAtTheNewestKeyFrame() throws Exception {
    LiveStream fixture = new LiveStream(1 << 20);
    fixture.appendVideo(0, true, 100);
    fixture.appendVideo(1, false, 100);
    byte[] newest = fixture.appendVideo(2, true, 100);
    fixture.appendVideo(3, false, 100);
    SendFixture.videoSender(fixture).send(route.turn(0));
    assertArrayEquals(newest, picturesOf(route.datagrams.subList(1, 3)).get(0));
    assertEquals(3, route.datagrams.size());
  }

  @Test
  void nothingIsSentBeforeThereIsAKeyFrame() throws Exception {
    LiveStream fixture = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(fixture);
    fixture.appendVideo(0, false, 100);
    assertEquals(SendProgress.DRAINED, sender.send(route.turn(0)));
    assertEquals(List.of(), route.datagrams);
    fixture.appendVideo(1, true, 100);
    sender.send(route.turn(0));
    assertEquals(2, route.datagrams.size());
  }

  @Test
  void afterAFullSocketTheSameBytesFollow() throws Exception {
    LiveStream fixture = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(fixture);
    fixture.appendVideo(0, true, 60_000);
    route.refuse = 1;
    assertEquals(SendProgress.HELD_BACK, sender.send(route.turn(0)));
    byte[] refused = route.refused;
    drain(sender, route);
    assertArrayEquals(refused, route.datagrams.get(0));
    assertGapless(32_000);
  }

  @Test
  void aViewerThatIsOvertakenGoesOnAtAKeyFrameWithoutAGapInItsNumbers() throws Exception {
    LiveStream fixture = new LiveStream(64 * 1024);
    TrackSender sender = SendFixture.videoSender(fixture);
    fixture.appendVideo(0, true, 1000);
    sender.send(route.turn(0));
    for (int frame = 1; frame < 100; frame++) {
      fixture.appendVideo(frame, frame % 10 == 0, 5_000);
    }
    int before = route.datagrams.size();
    sender.send(route.turn(0));
    assertEquals(0x78, route.datagrams.get(before)[12], "parameter sets of a key frame");
    assertEquals(1, sender.skips());
    assertGapless(32_000);
  }

  @Test
  void aFrameHalfSentIsFinishedBeforeTheNextFrame() throws Exception {
    LiveStream fixture = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(fixture);
    byte[] key = fixture.appendVideo(0, true, 100_000);
    route.accepts = 2;
    assertEquals(SendProgress.HELD_BACK, sender.send(route.turn(0)));
    assertEquals(SendProgress.HELD_BACK, sender.send(route.turn(1_000_000)));
    assertTrue(route.refusals > 0, "the route was full");
    assertEquals(33, route.datagrams.size(), "parameter sets and one run");
    byte[] next = fixture.appendVideo(1, false, 300);
    route.accepts = Integer.MAX_VALUE;
    drain(sender, route);
    List<byte[]> pictures = picturesOf(route.datagrams.subList(1, route.datagrams.size()));
    assertEquals(2, pictures.size());
    assertArrayEquals(key, pictures.get(0));
    assertArrayEquals(next, pictures.get(1));
    assertGapless(32_000);
  }

  @Test
  void theBacklogIsPacedAtTheCap() throws Exception {
    LiveStream fixture = new LiveStream(8 << 20);
    for (int frame = 0; frame < 60; frame++) {
      fixture.appendVideo(frame, frame == 0, 20_000);
    }
    TrackSender sender = SendFixture.videoSender(fixture);
    long now = LiveStream.arrivalNanos(70);
    assertEquals(SendProgress.HELD_BACK, sender.send(route.turn(now)));
    long burst = sentBytes();
    assertTrue(burst >= BURST_BYTES && burst < BURST_BYTES + RUN_BYTES, "a burst: " + burst);

    // Turns so short that the bucket never fills: its size would hide a higher rate.
    for (int turn = 0; turn < 50; turn++) {
      now += MILLI;
      assertEquals(SendProgress.HELD_BACK, sender.send(route.turn(now)));
    }
    long paced = sentBytes() - BURST_BYTES;
    long expected = 50 * CAP_BYTES_PER_MILLI;
    assertTrue(paced >= expected && paced < expected + RUN_BYTES, "100 Mbit/s for 50 ms: " + paced);

    while (sender.send(route.turn(now)) == SendProgress.HELD_BACK) {
      now += MILLI;
    }
    assertEquals(60, picturesOf(route.datagrams.subList(1, route.datagrams.size())).size());
    assertGapless(32_000);
  }

  @Test
  void aLongTimeLiveIsNoDebtForTheCatchUpAfterAStall() throws Exception {
    LiveStream fixture = new LiveStream(8 << 20);
    TrackSender sender = SendFixture.videoSender(fixture);
    for (int frame = 0; frame < 600; frame++) {
      fixture.appendVideo(frame, frame % 60 == 0, 20_000);
      assertEquals(
          SendProgress.DRAINED, sender.send(route.turn(LiveStream.arrivalNanos(frame))), "live");
    }
    for (int frame = 600; frame < 615; frame++) {
      fixture.appendVideo(frame, false, 20_000);
    }
    long stalled = sentBytes();
    long begin = LiveStream.arrivalNanos(630);
    long now = begin;
    while (sender.send(route.turn(now)) == SendProgress.HELD_BACK) {
      now += MILLI;
    }
    long millis = (sentBytes() - stalled - BURST_BYTES) / CAP_BYTES_PER_MILLI;
    assertTrue(
        now - begin <= (millis + 2) * MILLI, "after a burst at 100 Mbit/s: " + (now - begin));
  }

  @Test
  void aLostPictureIsMendedByAFresherKeyFrameOnly() throws Exception {
    LiveStream fixture = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(fixture);
    fixture.appendVideo(0, true, 100);
    sender.send(route.turn(0));
    assertEquals(false, sender.jumpToFresherKey());
    fixture.appendVideo(1, false, 100);
    byte[] fresher = fixture.appendVideo(2, true, 100);
    assertTrue(sender.jumpToFresherKey());
    int before = route.datagrams.size();
    sender.send(route.turn(0));
    assertArrayEquals(fresher, picturesOf(route.datagrams.subList(before + 1, before + 2)).get(0));
  }

  @Test
  void aLostPacketIsSentAgainIdenticalToTheLastByteAlsoAfterASkip() throws Exception {
    LiveStream fixture = new LiveStream(64 * 1024);
    TrackSender sender = SendFixture.videoSender(fixture);
    fixture.appendVideo(0, true, 5_000);
    sender.send(route.turn(0));
    for (int frame = 1; frame < 30; frame++) {
      fixture.appendVideo(frame, frame % 10 == 0, 5_000);
    }
    sender.send(route.turn(0));
    int count = route.datagrams.size();
    SendFixture.Kept again = new SendFixture.Kept();
    for (int i = count - 8; i < count; i++) {
      sender.resend(Bytes.u16(route.datagrams.get(i), 2), again.turn(0));
      assertArrayEquals(route.datagrams.get(i), again.datagrams.getLast());
    }
    sender.resend(32_000, again.turn(0));
    sender.resend(32_000 + count, again.turn(0));
    assertEquals(
        8, again.datagrams.size(), "entries that the log has lost or never had are not sent");
  }

  @Test
  void aFloodOfRequestsIsNotAnsweredWithMoreThanTheStreamItself() throws Exception {
    LiveStream fixture = new LiveStream(8 << 20);
    TrackSender sender = SendFixture.videoSender(fixture);
    fixture.appendVideo(0, true, 400_000);
    drain(sender, route);
    SendFixture.Kept again = new SendFixture.Kept();
    for (int round = 0; round < 100; round++) {
      for (byte[] datagram : route.datagrams) {
        sender.resend(Bytes.u16(datagram, 2), again.turn(round * 10_000_000L));
      }
    }
    long resent = again.datagrams.stream().mapToLong(datagram -> datagram.length).sum();
    assertTrue(resent > 0 && resent <= 64 * 1024 + 1200, "resent " + resent);
  }

  /** Sends within the 200 ms in which it is live, however large. */
  private static void drain(TrackSender sender, SendFixture.Kept route) {
    long now = 0;
    while (sender.send(route.turn(now)) == SendProgress.HELD_BACK) {
      now += 500_000;
    }
    assertTrue(now <= 33_333_333 / 4, "a quarter of a frame's time: " + now);
  }

  private long sentBytes() {
    return route.datagrams.stream().mapToLong(datagram -> datagram.length).sum();
  }

  private void assertGapless(int first) {
    for (int i = 0; i < route.datagrams.size(); i++) {
      int expected = first + i & 0xFFFF;
      assertEquals(expected, Bytes.u16(route.datagrams.get(i), 2), "sequence of packet " + i);
    }
  }

  /** Puts NAL units together again, one a picture; parameter sets (STAP-A) are passed over. */
  private static List<byte[]> picturesOf(List<byte[]> datagrams) {
    List<byte[]> pictures = new ArrayList<>();
    ByteArrayOutputStream nal = new ByteArrayOutputStream();
    for (byte[] datagram : datagrams) {
      int type = datagram[12] & 0x1F;
      boolean marker = (datagram[1] & 0x80) != 0;
      if (type == 28) {
        if ((datagram[13] & 0x80) != 0) {
          nal.write(datagram[12] & 0xE0 | datagram[13] & 0x1F);
        }
        nal.write(datagram, 14, datagram.length - 14);
      } else if (type != 24) {
        nal.write(datagram, 12, datagram.length - 12);
      }
      assertEquals(marker, type != 24 && (type != 28 || (datagram[13] & 0x40) != 0), "marker");
      if (marker) {
        pictures.add(nal.toByteArray());
        nal.reset();
      }
    }
    return pictures;
  }
}
