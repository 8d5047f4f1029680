package dev.sluice.viewer.feedback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Track;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.rtc.srtp.SrtpProfile;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.PathEstimate;
import dev.sluice.viewer.send.ExtensionBlock;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.send.RtpClock;
import dev.sluice.viewer.send.RtxPackets;
import dev.sluice.viewer.send.SendFixture;
import dev.sluice.viewer.send.SendFormat;
import dev.sluice.viewer.send.SendSettings;
import dev.sluice.viewer.send.ShardResources;
import dev.sluice.viewer.send.TrackSender;
import dev.sluice.viewer.stats.SessionCounters;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending and repair over a network in memory, in time of its own; the seed is in the name. */
class LossyNetworkTest {
  private static final long STEP_NANOS = 1_000_000;
  private static final long FRAME_NANOS = 33_333_333;
  private static final int SSRC = 77;

  private final Map<Long, byte[]> sentByIndex = new HashMap<>();
  private final Map<Integer, byte[]> sentAgain = new HashMap<>();
  private long highestSent = -1;

  @ParameterizedTest(name = "loss {0}, seed {1}, profile {2}, RTX {3}")
  @CsvSource({
    "0, 1, 7, false",
    "0.05, 2, 7, false",
    "0.05, 3, 1, false",
    "0.15, 4, 7, false",
    "0.30, 5, 7, false",
    "0.30, 6, 8, false",
    "0.05, 7, 7, true",
    "0.05, 8, 1, true",
    "0.30, 9, 7, true"
  })
  void whatIsLostIsMendedAndNoNonceIsUsedTwice(double loss, long seed, int profile, boolean rtx)
      throws Exception {
    SrtpKeyingMaterial keys = keys(profile, new Random(seed));
    LiveStream live = new LiveStream(8 << 20);
    LossyLink down = new LossyLink(seed, loss, 0.01);
    LossyLink up = new LossyLink(seed + 1, loss, 0.01);
    NackingReceiver viewer = new NackingReceiver(keys, SSRC);
    Clock clock = new Clock();
    Route route = new Watched(down, clock);
    // Close to the edge of 16 bits, so that the roll-over counter moves under loss.
    PacketIndex index = new PacketIndex(32_700);
    index.advance(31_000);
    RtpSession path = new RtpSession(tracks(live, index, rtx), keys, new SessionCounters());
    ShardResources resources = new ShardResources(SendSettings.DEFAULT);

    int frames = 400;
    for (int frame = 0; frame < frames; frame++) {
      live.appendVideo(frame, frame % 60 == 0, 12_000);
      for (long until = (frame + 1) * FRAME_NANOS; clock.nanos < until; clock.nanos += STEP_NANOS) {
        path.send(route, resources, clock.nanos);
        resources.runs().flush();
        down.arrived(clock.nanos).forEach(viewer::receive);
        viewer.asks(clock.nanos).forEach(ask -> up.send(ask, clock.nanos));
        up.arrived(clock.nanos)
            .forEach(ask -> path.onSrtcp(ask, 0, ask.length, route, resources, clock.nanos));
      }
    }
    assertTrue(highestSent > 1 << 16, "the sequence number has wrapped: " + highestSent);
    // The latest losses are still being requested.
    long allowed = Math.round(100 * loss + viewer.expected() * loss * loss * loss);
    assertTrue(viewer.lacking() <= allowed, viewer.lacking() + " lacking of " + allowed);
  }

  private static ViewerTracks tracks(LiveStream live, PacketIndex index, boolean rtx) {
    SendFormat format =
        new SendFormat(
            new RtpClock.Video(5),
            true,
            96,
            SSRC,
            rtx ? RtxPackets.extensions() : ExtensionBlock.NONE,
            rtx ? RtxPackets.rtx() : null,
            SendFormat.NO_RED);
    PathEstimate path = SendFixture.path();
    TrackSender sender =
        new TrackSender(live.stream.log(Track.VIDEO), format, index, path, KeyFrameWait.NEVER);
    return new ViewerTracks(new TrackReports(sender, 90), null, "cname", path);
  }

  private static SrtpKeyingMaterial keys(int profileId, Random random) {
    SrtpProfile profile = SrtpProfile.byId(profileId).orElseThrow();
    byte[][] parts = new byte[4][];
    for (int i = 0; i < 4; i++) {
      parts[i] = new byte[i < 2 ? profile.keyBytes() : profile.saltBytes()];
      random.nextBytes(parts[i]);
    }
    return new SrtpKeyingMaterial(profile, parts[0], parts[1], parts[2], parts[3]);
  }

  private static final class Clock {
    long nanos;
  }

  /** Cuts runs into datagrams, and holds that an index never stands for two different ones. */
  private final class Watched implements Route {
    private final LossyLink link;
    private final Clock clock;

    Watched(LossyLink link, Clock clock) {
      this.link = link;
      this.clock = clock;
    }

    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress("127.0.0.1", 9);
    }

    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      for (byte[] datagram : SendFixture.datagrams(data, offset, length, segmentBytes)) {
        if ((datagram[1] & 0x7F) == 96) {
          watch(datagram);
        } else if (RtxPackets.isRtx(datagram)) {
          assertEquals(
              null, sentAgain.put(Bytes.u16(datagram, 2), datagram), "an RTX number is used twice");
        }
        link.send(datagram, clock.nanos);
      }
      return true;
    }

    private void watch(byte[] datagram) {
      int sequence = Bytes.u16(datagram, 2);
      long index =
          highestSent < 0 ? sequence : highestSent + (short) (sequence - (int) highestSent);
      byte[] before = sentByIndex.putIfAbsent(index, datagram);
      if (before != null) {
        assertArrayEquals(before, datagram, "index " + index + " stands for two packets");
      } else {
        assertEquals(highestSent < 0 ? index : highestSent + 1, index, "a gap in the sent packets");
        highestSent = index;
      }
    }
  }
}
