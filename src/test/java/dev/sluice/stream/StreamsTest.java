package dev.sluice.stream;

import static dev.sluice.stream.LogFixture.BOTH;
import static dev.sluice.stream.LogFixture.config;
import static dev.sluice.stream.LogFixture.onePacket;
import static dev.sluice.stream.LogFixture.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.WallClock;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamsTest {
  private static final long LONG = Duration.ofSeconds(20).toNanos();
  private final Streams streams = new Streams(LogFixture.SETTINGS, new WallClock(0));

  private static void enter(SourceLease lease, Runnable write) {
    assertTrue(lease.stream().writer().enter(lease.epoch()));
    try {
      write.run();
    } finally {
      lease.stream().writer().leave();
    }
  }

  private static void makePlayable(SourceLease lease) {
    StreamWriter writer = lease.stream().writer();
    enter(lease, () -> writer.setTracks(BOTH));
    enter(lease, () -> writer.setVideoConfig(config(writer.nextConfigId())));
  }

  @Test
  void aHundredWhoWaitAreAllAnsweredWhenTheStreamStarts() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Stream>>> waiting = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        waiting.add(threads.submit(() -> streams.awaitPlayable("live", LONG)));
      }
      awaitWaiting(100);
      assertTrue(streams.list().isEmpty(), "a stream that is only awaited is not listed");
      SourceLease lease = streams.openSource("live", true);
      makePlayable(lease);
      for (Future<Optional<Stream>> answer : waiting) {
        assertSame(lease.stream(), answer.get(10, TimeUnit.SECONDS).orElseThrow());
      }
    }
    assertEquals(0, streams.waiting());
  }

  @Test
  void anInterruptFreesThePlaceAtOnce() throws Exception {
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () ->
                    assertThrows(
                        InterruptedException.class, () -> streams.awaitPlayable("live", LONG)));
    awaitWaiting(1);
    waiter.interrupt();
    waiter.join();
    assertEquals(0, streams.waiting());
    assertTrue(streams.find("live").isEmpty(), "nothing is left of a stream nobody wants");
  }

  @Test
  void theWaitEndsWithItsTime() throws Exception {
    assertTrue(streams.awaitPlayable("live", 1_000_000).isEmpty());
    assertTrue(streams.find("live").isEmpty());
  }

  @Test
  void videoIsPlayableOnlyWithParameterSetsAndAudioAloneAtOnce() throws Exception {
    SourceLease lease = streams.openSource("live", true);
    enter(lease, () -> lease.stream().writer().setTracks(BOTH));
    assertFalse(lease.stream().playable());
    enter(
        lease,
        () ->
            lease.stream()
                .writer()
                .setTracks(new TrackSet(List.of(new Track(Track.AUDIO, 1, Codec.OPUS, 2)))));
    assertTrue(lease.stream().playable());
  }

  @Test
  void aWriteOfAnOldEpochIsDroppedAndCounted() throws Exception {
    SourceLease first = streams.openSource("live", true);
    makePlayable(first);
    SourceLease second = streams.openSource("live", true);
    assertSame(first.stream(), second.stream());
    assertFalse(first.current());
    assertFalse(first.stream().writer().enter(first.epoch()));
    assertEquals(1, first.stream().writer().staleEntries());
    assertFalse(second.stream().playable(), "the new source's tracks are not known yet");
    streams.closeSource(first, 0);
    assertEquals(StreamState.LIVE, second.stream().state(), "the old source cannot close it");
  }

  @Test
  void aStreamLingersThenEndsAndTellsItsListeners() throws Exception {
    SourceLease lease = streams.openSource("live", true);
    makePlayable(lease);
    List<String> told = new ArrayList<>();
    lease.stream().addListener(new Recorder(told));
    StreamWriter writer = lease.stream().writer();
    enter(
        lease, () -> assertTrue(writer.append(unit(0, 1, true), new byte[9], 0, 9, onePacket(9))));
    streams.closeSource(lease, 5_000);
    streams.reap(5_999);
    assertEquals(StreamState.PAUSED, lease.stream().state());
    assertEquals(1, lease.stream().log(Track.VIDEO).head(), "the log is kept for its successor");
    streams.reap(6_000);
    assertEquals(StreamState.ENDED, lease.stream().state());
    assertEquals(List.of("appended", "ended"), told);
    assertTrue(streams.find("live").isEmpty());
  }

  @Test
  void refusesASecondSourceWhereItMayNotReplaceAndTooManyStreams() throws Exception {
    streams.openSource("a", false);
    streams.openSource("b", false);
    assertEquals(
        SourceRefusedException.Cause.OCCUPIED,
        assertThrows(SourceRefusedException.class, () -> streams.openSource("a", false)).refusal());
    assertEquals(
        SourceRefusedException.Cause.FULL,
        assertThrows(SourceRefusedException.class, () -> streams.openSource("c", true)).refusal());
  }

  private void awaitWaiting(int count) {
    while (streams.waiting() != count) {
      Thread.onSpinWait();
    }
  }

  private record Recorder(List<String> told) implements StreamListener {
    @Override
    public void onAppended(Stream stream) {
      told.add("appended");
    }

    @Override
    public void onEnded(Stream stream) {
      told.add("ended");
    }
  }
}
