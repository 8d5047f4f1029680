package dev.sluice.viewer.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.srtp.SrtpProfile;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.PathEstimate;
import dev.sluice.viewer.send.SendFixture;
import dev.sluice.viewer.send.SendProgress;
import dev.sluice.viewer.send.SendSettings;
import dev.sluice.viewer.send.ShardResources;
import dev.sluice.viewer.send.TrackSender;
import dev.sluice.viewer.stats.SessionCounters;
import org.junit.jupiter.api.Test;

class RtpSessionTest {
  private static final int ALL = 1000;

  private final SendFixture.Kept route = new SendFixture.Kept();
  private final ShardResources resources = new ShardResources(SendSettings.DEFAULT);

  /** A counter that falls is taken for a restart of the service. */
  @Test
  void aCounterNeverFalls() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(live);
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    byte[] key = new byte[profile.keyBytes()];
    byte[] salt = new byte[profile.saltBytes()];
    SessionCounters counters = new SessionCounters();
    PathEstimate estimate = SendFixture.path();
    ViewerTracks tracks = new ViewerTracks(new TrackReports(sender, 90), null, "cname", estimate);
    SrtpKeyingMaterial keys = new SrtpKeyingMaterial(profile, key, key, salt, salt);
    try (RtpSession path = new RtpSession(tracks, keys, counters)) {
      live.appendVideo(0, true, 100_000);
      assertEquals(SendProgress.HELD_BACK, path.send(route, resources, 0), "paced");
      route.refuse = ALL;
      resources.runs().flush();
      route.refuse = 0;
      long before = counters.of(SessionCounters.Event.PACKET_SENT);
      path.tick(route, 0);
      assertTrue(counters.of(SessionCounters.Event.PACKET_SENT) >= before);
      for (int milli = 0; milli < 9; milli++) {
        path.send(route, resources, milli * 1_000_000L);
        resources.runs().flush();
      }
      path.tick(route, 0);
      assertEquals(sender.packetsSent(), counters.of(SessionCounters.Event.PACKET_SENT));
    }
  }
}
