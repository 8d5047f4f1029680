package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.srtp.PacketRoom;
import dev.sluice.rtc.srtp.SrtpProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a viewer whose way is full, in batches that are taken back. */
class FullRouteTest {
  private static final int ALL = 1000;

  private final SessionFixture.Kept route = new SessionFixture.Kept();
  private final Scratch scratch = new Scratch();
  private LiveStream live;
  private TrackSender sender;

  @BeforeEach
  void join() throws Exception {
    live = new LiveStream(1 << 20);
    sender = SessionFixture.videoSender(live);
  }

  private Progress turn(long nowNanos) {
    Progress progress = sender.send(route.turn(nowNanos, scratch));
    scratch.runs().flush();
    return progress;
  }

  /** The key frame was built and taken back: it has not been passed. */
  @Test
  void whoIsLateGoesOnAtAKeyFrameThatWasTakenBack() {
    live.appendVideo(0, true, 1000);
    turn(0);
    for (int frame = 1; frame <= 10; frame++) {
      live.appendVideo(frame, frame == 10, 1000);
    }
    route.refuse = ALL;
    turn(LiveStream.arrivalNanos(10));
    route.refuse = 0;
    int before = route.datagrams.size();
    turn(LiveStream.arrivalNanos(60));
    assertEquals(0x78, route.datagrams.get(before)[12], "parameter sets of the key frame");
    assertEquals(1, sender.skips());
  }

  @Test
  void whoLostThePictureGetsAKeyFrameThatWasTakenBack() {
    live.appendVideo(0, true, 1000);
    turn(0);
    live.appendVideo(1, false, 1000);
    live.appendVideo(2, true, 1000);
    route.refuse = ALL;
    turn(LiveStream.arrivalNanos(2));
    assertTrue(sender.jumpToFresherKey());
  }

  @Test
  void nothingIsEncryptedForARouteThatIsFull() {
    live.appendVideo(0, true, 1000);
    route.full = true;
    SendTurn turn =
        new SendTurn(
            route,
            new SessionFixture.Clear() {
              @Override
              public int protect(
                  PacketRoom room,
                  int at,
                  int head,
                  int prefix,
                  byte[] from,
                  int o,
                  int n,
                  long i) {
                throw new AssertionError("in vain");
              }
            },
            scratch,
            0);
    assertEquals(Progress.HELD_BACK, sender.send(turn));
    route.full = false;
    assertEquals(Progress.DRAINED, turn(0));
    assertEquals(2, route.datagrams.size());
  }

  /** A counter that falls is taken for a restart of the service. */
  @Test
  void aCounterNeverFalls() {
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    byte[] key = new byte[profile.keyBytes()];
    byte[] salt = new byte[profile.saltBytes()];
    SessionCounters counters = new SessionCounters();
    PathEstimate estimate = SessionFixture.path();
    ViewerTracks tracks = new ViewerTracks(new TrackReports(sender, 90), null, "cname", estimate);
    SrtpKeyingMaterial keys = new SrtpKeyingMaterial(profile.id(), key, key, salt, salt);
    try (MediaPath path = new MediaPath(tracks, keys, counters)) {
      live.appendVideo(0, true, 100_000);
      assertEquals(Progress.HELD_BACK, path.send(route, scratch, 0), "paced");
      route.refuse = ALL;
      scratch.runs().flush();
      route.refuse = 0;
      long before = counters.of(SessionCounters.Event.PACKET_SENT);
      path.tick(route, 0);
      assertTrue(counters.of(SessionCounters.Event.PACKET_SENT) >= before);
      for (int milli = 0; milli < 9; milli++) {
        path.send(route, scratch, milli * 1_000_000L);
        scratch.runs().flush();
      }
      path.tick(route, 0);
      assertEquals(sender.packetsSent(), counters.of(SessionCounters.Event.PACKET_SENT));
    }
  }
}
