package dev.sluice.stream.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.WallClock;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.publish.Publication;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that are kept for viewers who were answered before there was output. */
class StreamPromiseTest {
  private static final long LINGER = TestStream.SETTINGS.linger.toNanos();
  private static final int HIGH = 0x64001F;

  private final Streams streams = new Streams(TestStream.SETTINGS, new WallClock(0));

  private Publication play() {
    return TestStream.play(streams, "soon", TestStream.BOTH);
  }

  @Test
  void aStreamWithoutASourceIsKeptForItsViewers() {
    StreamPromise first = streams.promise("soon");
    StreamPromise second = streams.promise("soon");
    Stream stream = first.stream();
    assertSame(stream, second.stream());
    assertNotNull(stream.log(Track.VIDEO));
    assertNotNull(stream.log(Track.AUDIO));
    assertTrue(streams.list().isEmpty(), "viewers take no place of a source");
    assertEquals(List.of(stream), streams.listWithPromised());
    first.close();
    streams.look(1_000_000 * LINGER);
    assertSame(stream, streams.find("soon").orElseThrow());
    Publication source = play();
    assertTrue(stream.has(source), "the source writes the stream of the viewers");
    streams.closeSource(source, 0);
  }

  @Test
  void itIsForgottenAfterTheLastViewer() {
    StreamPromise promise = streams.promise("soon");
    promise.close();
    promise.close();
    streams.look(0);
    assertTrue(streams.find("soon").isEmpty());
  }

  @Test
  void aSourceThatLeavesWithoutTracksTakesNothingAway() {
    StreamPromise promise = streams.promise("soon");
    streams.closeSource(TestStream.open(streams, "soon"), 0);
    streams.look(1_000 * LINGER);
    assertSame(promise.stream(), streams.find("soon").orElseThrow());
  }

  @Test
  void aStalledStreamLingersForAViewerThatHasSeenNothing() {
    streams.closeSource(play(), 0);
    StreamPromise promise = streams.promise("soon");
    streams.look(1_000 * LINGER);
    assertEquals(StreamState.STALLED, promise.stream().state());
    promise.close();
    streams.look(1_001 * LINGER);
    assertEquals(StreamState.ENDED, promise.stream().state());
  }

  @Test
  void onceItIsPlayableItLingersAsForAllViewers() {
    StreamPromise promise = streams.promise("soon");
    streams.closeSource(play(), 0);
    streams.look(LINGER);
    assertEquals(StreamState.ENDED, promise.stream().state());
  }

  @Test
  void aPlayableStreamPromisesNothing() {
    Publication source = play();
    StreamPromise promise = streams.promise("soon");
    streams.closeSource(source, 0);
    streams.look(LINGER);
    assertEquals(StreamState.ENDED, promise.stream().state());
  }

  @Test
  void sourcesOnDemandAreWoken() {
    List<Boolean> awaited = new ArrayList<>();
    streams.addDemandListener(name -> awaited.add(streams.find(name).orElseThrow().awaited()));
    StreamPromise promise = streams.promise("soon");
    assertEquals(List.of(true), awaited);
    promise.close();
  }

  @Test
  void theFormatOfTheLastLifeIsKnown() {
    try (StreamPromise promise = streams.promise("soon")) {
      assertNull(promise.stream().lastVideoFormat());
    }
    TrackFormat high = TestStream.h264(HIGH);
    Publication source = TestStream.play(streams, "soon", TestStream.tracks(high));
    Stream before = streams.find("soon").orElseThrow();
    assertEquals(high, before.lastVideoFormat());
    streams.closeSource(source, 0);
    assertEquals(high, before.lastVideoFormat());
    streams.look(LINGER);
    assertEquals(StreamState.ENDED, before.state());
    try (StreamPromise promise = streams.promise("soon")) {
      assertEquals(high, promise.stream().lastVideoFormat());
    }
  }

  @Test
  void theFormatsOfManyStreamsAreForgottenInTurn() {
    LastFormats formats = new LastFormats();
    formats.put("first", TestStream.H264);
    for (int i = 1; i < LastFormats.KEPT; i++) {
      formats.put("stream" + i, TestStream.H264);
    }
    assertNotNull(formats.of("first"));
    formats.put("another", TestStream.H264);
    assertNotNull(formats.of("first"), "it was used last");
    assertNull(formats.of("stream1"));
  }
}
