package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.ViewerOffer;
import dev.sluice.viewer.send.SendProgress;
import dev.sluice.viewer.stats.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shard with two streams and several sockets, in whose turns everything happens. */
@Timeout(120)
class ShardSessionsTest {
  private static final int VIEWERS = 9;
  private static final int FRAMES = 250;

  private final TestShard shard = new TestShard();
  private final List<FickleBatchSender> batchSenders = new ArrayList<>();
  private final List<ShardViewer> viewers = new ArrayList<>();
  private final List<LiveStream> streams = new ArrayList<>();
  private int port = 1000;

  @BeforeEach
  void join() throws Exception {
    for (int i = 0; i < 4; i++) {
      batchSenders.add(new FickleBatchSender());
    }
    for (int i = 0; i < 2; i++) {
      streams.add(new LiveStream(256 * 1024));
    }
    for (int i = 0; i < VIEWERS; i++) {
      LiveStream live = streams.get(i % 2);
      viewers.add(new ShardViewer(shard, live, batchSenders.get(i % batchSenders.size()), port++));
    }
  }

  private void storm(Random random, boolean faults) throws Exception {
    for (int frame = 0; frame < FRAMES; frame++) {
      shard.now = LiveStream.arrivalNanos(frame);
      boolean key = frame % 20 == 0;
      for (LiveStream live : streams) {
        live.appendVideo(frame, key, 100 + random.nextInt(key ? 60_000 : 9_000));
        live.appendAudio(2 * frame);
      }
      for (FickleBatchSender batchSender : batchSenders) {
        batchSender.takes = random.nextInt(3) == 0 ? random.nextInt(9) : Integer.MAX_VALUE;
        boolean breaks = faults && random.nextInt(20) == 0;
        batchSender.breaksAfter = breaks ? random.nextInt(9) : Integer.MAX_VALUE;
      }
      for (int turn = random.nextInt(9); turn >= 0; turn--) {
        shard.runSoon();
        happen(random);
      }
    }
  }

  private void happen(Random random) throws Exception {
    ShardViewer viewer = viewers.get(random.nextInt(viewers.size()));
    if (viewer.session.ended() || viewer.newest.isEmpty()) {
      return;
    }
    List<Integer> ssrcs = List.copyOf(viewer.newest.keySet());
    int ssrc = ssrcs.get(random.nextInt(ssrcs.size()));
    try {
      switch (random.nextInt(12)) {
        case 0 -> viewer.pli(ssrc);
        case 1 -> viewer.moveTo(batchSenders.get(random.nextInt(batchSenders.size())), port++);
        case 2 -> endNowAndThen(viewer, random);
        // Packets that have not been sent yet are requested as well.
        default -> viewer.nack(ssrc, viewer.newest.get(ssrc) + 30 - random.nextInt(60) & 0xFFFF);
      }
    } catch (TestShard.Broken e) {
      shard.faults++;
    }
  }

  private void endNowAndThen(ShardViewer viewer, Random random) {
    if (random.nextInt(20) == 0) {
      viewer.session.end(EndReason.DELETED);
    }
  }

  /**
   * Makes all sockets accept everything; held-back packets must then be sent without a new entry.
   */
  private void calm() {
    for (FickleBatchSender batchSender : batchSenders) {
      batchSender.takes = Integer.MAX_VALUE;
      batchSender.breaksAfter = Integer.MAX_VALUE;
    }
    settle();
  }

  private void settle() {
    shard.run();
    for (int turns = 0; shard.runSoon(); turns++) {
      assertTrue(turns < 10_000, "it never ends");
    }
  }

  private void assertNobodyWaits(String what) {
    for (ShardViewer viewer : viewers) {
      int before = viewer.seen.size();
      assertEquals(
          SendProgress.DRAINED, viewer.session.send(shard.host.resources(), shard.now), what);
      shard.host.resources().runs().flush();
      assertEquals(before, viewer.seen.size(), what + ": bytes were sent");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void fullSocketsMovesEndsAndRequestsLoseNoNumberAndReuseNone(long seed) throws Exception {
    storm(new Random(seed), false);
    calm();
    String what = "seed " + seed;
    assertNobodyWaits(what);
    for (ShardViewer viewer : viewers) {
      assertTrue(viewer.gapless(), what);
      assertTrue(viewer.session.ended() || viewer.seen.size() > 1000, what);
    }
    assertTrue(viewers.stream().mapToInt(viewer -> viewer.repeats).sum() > 100, what);
    assertFalse(viewers.stream().allMatch(viewer -> viewer.session.ended()), what);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void whereSocketsBreakNoNumberIsUsedTwice(long seed) throws Exception {
    storm(new Random(seed), true);
    calm();
    assertNobodyWaits("seed " + seed);
    assertTrue(shard.faults > 10, "seed " + seed + ": " + shard.faults);
  }

  /** A check may arrive while its session ends: no shard may take it then. */
  @Test
  void aSessionThatEndedUnclaimedHasNoOwner() throws Exception {
    SdpOffer offer = SdpOffer.parse(ViewerOffer.sdp("AB" + ":CD".repeat(31)));
    CreatedSession created = shard.sessions.create(streams.getFirst().stream, offer, shard.now);
    ViewerSession session = shard.sessions.find(created.id()).orElseThrow();
    session.end(EndReason.DELETED);
    assertNull(session.claim(shard.host));
  }

  @Test
  void aFaultOfOneDoesNotKeepTheOthersFromTheirTicks() {
    for (LiveStream live : streams) {
      live.appendVideo(0, true, 1000);
    }
    calm();
    batchSenders.getFirst().breaksAfter = 0;
    shard.now += 2_000_000_000L;
    assertThrows(IllegalStateException.class, shard.host::tick);
    for (ShardViewer viewer : viewers) {
      boolean broken = viewer.isAt(batchSenders.getFirst());
      assertEquals(broken ? 0 : 2, viewer.session.stats().packetsSent(), "told in its tick");
    }
  }

  @Test
  void theLogTellsOfEachViewerWhenItBeginsAndWhenItEnds() {
    streams.forEach(live -> live.appendVideo(0, true, 1000));
    calm();
    ShardViewer viewer = viewers.getFirst();
    String name = viewer.session.id().substring(0, 8);
    String stream = viewer.session.stream().name();
    viewer.session.end(EndReason.DELETED);
    shard.run();
    List<String> lines =
        shard.lines.lines().stream().filter(line -> line.contains("Viewer " + name)).toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("plays stream '%s' by UDP".formatted(stream)), lines.get(0));
    assertTrue(lines.get(1).contains("of stream '%s'".formatted(stream)), lines.get(1));
    assertTrue(lines.get(1).contains("ended (deleted)"), lines.get(1));
    assertTrue(lines.get(1).contains(" 2 packets, "), lines.get(1));
  }

  /** As from one socket of a browser to two addresses of ours. */
  @Test
  void mediaFollowsANominationToAnotherAddressOfOurs() {
    ShardViewer viewer = viewers.getFirst();
    viewer.moveTo(batchSenders.get(1), viewer.port());
    batchSenders.getFirst().takes = 0;
    streams.getFirst().appendVideo(0, true, 1000);
    shard.run();
    assertEquals(2, viewer.seen.size());
  }
}
