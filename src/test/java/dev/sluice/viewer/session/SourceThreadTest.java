package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.stats.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of a source, which here is the test's, sends to few viewers itself. */
@Timeout(60)
class SourceThreadTest {
  /** A key picture: its parameter sets, and the picture. */
  private static final int PACKETS = 2;

  private final TestShard shard = new TestShard(true);
  private final FickleBatchSender socket = new FickleBatchSender();
  private final List<ShardViewer> viewers = new ArrayList<>();
  private LiveStream live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveStream(256 * 1024);
  }

  private void join(int count) throws Exception {
    join(shard, count);
  }

  private void join(TestShard ofMany, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      viewers.add(new ShardViewer(ofMany, live, socket, 1000 + i));
    }
    ofMany.run();
  }

  private void appendKey() {
    live.appendVideo(0, true, 1000);
  }

  private void assertReceived(int packets) {
    viewers.forEach(viewer -> assertEquals(packets, viewer.seen.size()));
  }

  @Test
  void itSendsToFewViewersAtOnce() throws Exception {
    join(StreamFeed.FEW);
    appendKey();
    assertReceived(PACKETS);
  }

  @Test
  void itLeavesMoreViewersToTheShard() throws Exception {
    join(StreamFeed.FEW + 1);
    appendKey();
    assertReceived(0);
    shard.run();
    assertReceived(PACKETS);
  }

  @Test
  void itCountsTheViewersOfAllShards() throws Exception {
    TestShard other = new TestShard(true);
    join(StreamFeed.FEW);
    join(other, 1);
    appendKey();
    assertReceived(0);
    shard.run();
    other.run();
    assertReceived(PACKETS);
    viewers.removeLast().session.end(EndReason.DELETED);
    other.run();
    appendKey();
    assertReceived(2 * PACKETS);
  }

  @Test
  void itSendsAgainWhenViewersHaveLeft() throws Exception {
    join(StreamFeed.FEW + 1);
    viewers.removeLast().session.end(EndReason.DELETED);
    shard.run();
    appendKey();
    assertReceived(PACKETS);
  }

  @Test
  void itDoesNotWaitForAShardAtWork() throws Exception {
    join(1);
    CountDownLatch works = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  shard.lock.lock();
                  works.countDown();
                  try {
                    done.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } finally {
                    shard.lock.unlock();
                  }
                });
    works.await();
    appendKey();
    assertReceived(0);
    done.countDown();
    other.join();
    shard.run();
    assertReceived(PACKETS);
  }

  @Test
  void itLeavesAShardAloneThatCloses() throws Exception {
    join(1);
    shard.lock.endSharing();
    appendKey();
    assertReceived(0);
  }

  @Test
  void theShardSendsWhatItAppendsItself() throws Exception {
    join(1);
    shard.host.execute(this::appendKey);
    shard.host.execute(() -> assertReceived(0));
    shard.run();
    assertReceived(PACKETS);
  }

  @Test
  void aVirtualThreadLeavesItToTheShard() throws Exception {
    join(1);
    Thread.ofVirtual().start(this::appendKey).join();
    assertReceived(0);
    shard.run();
    assertReceived(PACKETS);
  }

  @Test
  void aFaultIsTheShardsAndNotTheSources() throws Exception {
    join(1);
    socket.breaksAfter = 0;
    appendKey();
    shard.run();
    assertEquals(1, shard.faults);
  }
}
