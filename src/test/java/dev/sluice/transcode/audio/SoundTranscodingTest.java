package dev.sluice.transcode.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.LogReader;
import dev.sluice.stream.log.LogStart;
import dev.sluice.stream.log.LoggedUnit;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.SuppliedTrack;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sound is promised by the tracks of the source, and made by the demand. */
final class SoundTranscodingTest {
  private static final long T = 1_000_000;
  private static final TrackFormat AAC = TrackFormat.of(Codec.AAC).channels(2).build();
  private static final TrackFormat DTS = TrackFormat.of(Codec.DTS).build();

  private final Streams streams = new Streams(TestStream.SETTINGS, new WallClock(0));
  private final SoundTranscoding transcoding = new SoundTranscoding(LazyCoders.ofSystem());

  SoundTranscodingTest() {
    streams.addSourceListener(transcoding::look);
  }

  @AfterEach
  void end() {
    transcoding.close();
    streams.endAll();
  }

  private Stream live() {
    return streams.find("live").orElseThrow();
  }

  private Publication source(TrackFormat... formats) {
    return TestStream.play(streams, "live", TestStream.tracks(formats));
  }

  @Test
  void promisesSoundAndMakesItForAViewer() throws Exception {
    Publication source = source(TestStream.H264, AAC);
    TestStream.write(source, () -> source.append(TestStream.picture(T, true, 5)));
    int original =
        live().tracks().tracks().stream()
            .filter(track -> track.codec() == Codec.AAC)
            .findFirst()
            .orElseThrow()
            .id();
    SuppliedTrack promised = live().source().supplied(Track.AUDIO).orElseThrow();
    assertTrue(promised.transcoded());
    assertEquals(original, promised.originalId());
    assertEquals(0, transcoding.figures().running(), "nobody wants it yet");

    append(source, original);
    live().demandBegins(Track.AUDIO);
    LoggedUnit unit = new LoggedUnit();
    try (LogReader reader = live().logs().read(Track.AUDIO, new LogStart.At(0))) {
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (reader.next(unit) != LogReader.Result.UNIT && System.nanoTime() < giveUp) {
        reader.await(TimeUnit.SECONDS.toNanos(1));
      }
    }
    // A frame of Opus begins 312 samples, 585 ticks, before its sound.
    assertEquals(T - 585, unit.ptsTicks90k(), 2);
    assertEquals(Codec.OPUS, unit.format().codec());
    assertEquals(1, transcoding.figures().running());
    live().demandEnds(Track.AUDIO);
  }

  private static void append(Publication source, int trackId) throws Exception {
    SoundFile file = SoundFile.read("stereo.aac");
    AccessUnit unit = new AccessUnit(trackId, AAC).setKey(true);
    // More would not fit into the small log.
    for (int n = 0; n < 8; n++) {
      byte[] bytes = file.units().get(n);
      long ticks = T + n * 1920L;
      TestStream.write(
          source,
          () ->
              source.append(
                  unit.setTimes(ticks, ticks)
                      .setArrival(System.nanoTime())
                      .setContent(bytes, 0, bytes.length)));
    }
  }

  @Test
  void promisesNothingThatCannotBeDecodedOrNeedNotBe() {
    Publication unused = source(TestStream.H264, DTS);
    assertTrue(live().source().supplied(Track.AUDIO).isEmpty());
    streams.endAll();

    Publication unusedToo = source(TestStream.H264, TestStream.OPUS, AAC);
    assertTrue(live().source().supplied(Track.AUDIO).filter(SuppliedTrack::transcoded).isEmpty());
  }

  @Test
  void theSourcesOwnSoundEndsThePromise() {
    Publication source = source(TestStream.H264, AAC);
    assertTrue(live().source().supplied(Track.AUDIO).isPresent());
    TestStream.write(
        source, () -> source.setTracks(TestStream.tracks(TestStream.H264, TestStream.OPUS, AAC)));
    assertFalse(
        live().source().supplied(Track.AUDIO).filter(SuppliedTrack::transcoded).isPresent());
  }
}
