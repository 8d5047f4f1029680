package dev.sluice.stream.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.AppendListener;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.PublishCounter;
import dev.sluice.stream.publish.Takeover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final long SIXTY_SECONDS = Duration.ofSeconds(60).toNanos();
  private final Streams streams = new Streams(TestStream.SETTINGS, new WallClock(0));

  private Publication open(String name) {
    return TestStream.open(streams, name);
  }

  private static void makePlayable(Publication source) {
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
  }

  private Stream live() {
    return streams.find("live").orElseThrow();
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
      makePlayable(open("live"));
      for (Future<Optional<Stream>> answer : waiting) {
        assertSame(live(), answer.get(10, TimeUnit.SECONDS).orElseThrow());
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
  void videoIsPlayableOnlyWithParameterSetsAndAudioAloneAtOnce() {
    Publication source = open("live");
    TrackFormat announced = TrackFormat.of(Codec.H264).build();
    TestStream.write(source, () -> source.setTracks(TestStream.tracks(announced, TestStream.OPUS)));
    assertFalse(live().playable());
    TestStream.write(source, () -> source.setTracks(TestStream.tracks(TestStream.OPUS)));
    assertTrue(live().playable());
  }

  @Test
  void aCallOfASourceThatWasReplacedIsRefusedAndCounted() {
    Publication first = open("live");
    makePlayable(first);
    Publication second = open("live");
    assertTrue(live().playable(), "the first one is still there");
    makePlayable(second);
    TestStream.write(second, () -> second.append(TestStream.picture(0, true, 5)));
    assertEquals(Publication.State.ENDED, first.state());
    assertFalse(first.enter());
    assertEquals(1, first.counters().get(PublishCounter.AFTER_TAKEOVER));
    streams.closeSource(first, 0);
    assertEquals(StreamState.LIVE, live().state(), "the old source cannot close it");
  }

  @Test
  void aStreamLingersThenEndsAndTellsItsListeners() {
    Publication source = open("live");
    makePlayable(source);
    List<String> told = new ArrayList<>();
    Stream stream = live();
    stream.logs().addListener(new Recorder(told));
    TestStream.write(source, () -> source.append(TestStream.picture(1, true, 5)));
    streams.closeSource(source, 5_000);
    streams.look(5_999);
    assertEquals(StreamState.STALLED, stream.state());
    assertEquals(1, stream.log(Track.VIDEO).head(), "the log is kept for its successor");
    streams.look(6_000);
    assertEquals(StreamState.ENDED, stream.state());
    assertEquals(List.of("appended", "ended"), told);
    assertTrue(streams.find("live").isEmpty());
  }

  @Test
  void aSilentSourceStallsItsStreamUntilItsNextAccessUnit() {
    long stall = TestStream.SETTINGS.stall.toNanos();
    Publication source = open("live");
    assertEquals(StreamState.WAITING, live().state(), "it has shown nothing yet");
    assertEquals(List.of(live()), streams.list());
    streams.look(0);
    makePlayable(source);
    assertEquals(StreamState.LIVE, live().state());
    streams.look(1);
    streams.look(stall);
    assertEquals(StreamState.LIVE, live().state());
    streams.look(1 + stall);
    assertEquals(StreamState.STALLED, live().state());
    assertFalse(live().playable(), "requests wait");
    streams.look(1_000 * stall);
    assertSame(live(), streams.find("live").orElseThrow(), "its source is still there");
    TestStream.write(source, () -> source.append(TestStream.picture(1, true, 5)));
    assertEquals(StreamState.LIVE, live().state());
    assertTrue(live().playable());
  }

  @Test
  void aStreamThatIsStalledForTooLongEndsAlthoughItHasASource() {
    long stall = TestStream.SETTINGS.stall.toNanos();
    Streams limited = new Streams(limited(Duration.ofSeconds(60)), new WallClock(0));
    List<String> closed = new ArrayList<>();
    limited.addEndListener(stream -> closed.add(stream.name()));
    Publication source = TestStream.open(limited, "live");
    makePlayable(source);
    Stream stream = limited.find("live").orElseThrow();
    limited.look(0);
    limited.look(stall);
    assertEquals(StreamState.STALLED, stream.state());
    limited.look(stall + SIXTY_SECONDS - 1);
    TestStream.write(source, () -> source.append(TestStream.picture(1, true, 5)));
    limited.look(stall + SIXTY_SECONDS);
    assertEquals(StreamState.LIVE, stream.state(), "it plays again, and the time begins anew");
    long again = 2 * stall + SIXTY_SECONDS;
    limited.look(again);
    limited.look(again + SIXTY_SECONDS - 1);
    assertEquals(StreamState.STALLED, stream.state());
    assertEquals(List.of(), closed);
    limited.look(again + SIXTY_SECONDS);
    assertEquals(StreamState.ENDED, stream.state());
    assertEquals(List.of("live"), closed);
    assertFalse(source.enter(), "the source cannot write any more");
    assertTrue(limited.find("live").isEmpty());
    assertTrue(stream.has(source));
    limited.closeSource(source, again + SIXTY_SECONDS);
    assertEquals(StreamState.ENDED, stream.state());
  }

  @Test
  void sourcesThatComeAndGoDoNotProlongAStall() {
    Streams limited = new Streams(limited(Duration.ofSeconds(60)), new WallClock(0));
    Publication first = TestStream.open(limited, "live");
    makePlayable(first);
    limited.closeSource(first, 0);
    limited.look(0);
    Publication second = TestStream.open(limited, "live");
    limited.look(SIXTY_SECONDS - 1);
    Stream stream = limited.find("live").orElseThrow();
    assertEquals(StreamState.STALLED, stream.state(), "the second one has shown nothing");
    limited.look(SIXTY_SECONDS);
    assertEquals(StreamState.ENDED, stream.state());
    assertFalse(second.enter());
  }

  @Test
  void aRequestThatWaitsForAStreamThatEndsIsAnsweredByTheNextOne() throws Exception {
    Publication source = open("live");
    makePlayable(source);
    streams.closeSource(source, 0);
    Stream before = live();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Stream>> waiting = threads.submit(() -> streams.awaitPlayable("live", LONG));
      awaitWaiting(1);
      streams.look(1_000);
      assertEquals(StreamState.ENDED, before.state(), "a request does not prolong it");
      assertEquals(1, streams.waiting());
      assertTrue(streams.list().isEmpty());
      makePlayable(open("live"));
      assertSame(live(), waiting.get(10, TimeUnit.SECONDS).orElseThrow());
      assertNotSame(before, live());
    }
    assertEquals(0, streams.waiting());
  }

  /** Settings with a longest stall, and a linger time that is longer still. */
  private static StreamSettings limited(Duration maxStall) {
    return GivenSettings.of(
        StreamSettings::new,
        Map.of(
            "stream.maxStallSeconds", maxStall, "stream.lingerSeconds", maxStall.multipliedBy(2)));
  }

  @Test
  void aStreamIsStalledBetweenTwoSources() {
    Publication first = open("live");
    makePlayable(first);
    streams.closeSource(first, 0);
    assertEquals(StreamState.STALLED, live().state());
    Publication second = open("live");
    assertEquals(StreamState.STALLED, live().state(), "it has shown nothing yet");
    makePlayable(second);
    assertEquals(StreamState.LIVE, live().state());
  }

  @Test
  void aStreamWithoutTracksDoesNotLinger() throws Exception {
    streams.closeSource(open("live"), 0);
    assertTrue(streams.find("live").isEmpty());
    Publication again = open("live");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Stream>> waiting = threads.submit(() -> streams.awaitPlayable("live", LONG));
      awaitWaiting(1);
      streams.closeSource(again, 0);
      assertEquals(StreamState.WAITING, live().state(), "a request waits for it");
      assertTrue(streams.list().isEmpty());
      makePlayable(open("live"));
      assertSame(live(), waiting.get(10, TimeUnit.SECONDS).orElseThrow());
    }
  }

  @Test
  void refusesASecondSourceWhereItMayNotReplaceAndTooManyStreams() throws Exception {
    streams.openSource("a", Takeover.REJECT, 0, () -> {});
    streams.openSource("b", Takeover.REJECT, 0, () -> {});
    assertEquals(
        SourceRefusedException.Cause.OCCUPIED,
        assertThrows(
                SourceRefusedException.class,
                () -> streams.openSource("a", Takeover.REJECT, 0, () -> {}))
            .refusal());
    assertEquals(
        SourceRefusedException.Cause.FULL,
        assertThrows(
                SourceRefusedException.class,
                () -> streams.openSource("c", Takeover.REPLACE, 0, () -> {}))
            .refusal());
  }

  private void awaitWaiting(int count) {
    while (streams.waiting() != count) {
      Thread.onSpinWait();
    }
  }

  private record Recorder(List<String> told) implements AppendListener {
    @Override
    public void onAppended() {
      told.add("appended");
    }

    @Override
    public void onEnded() {
      told.add("ended");
    }
  }
}
