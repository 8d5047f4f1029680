package dev.sluice.ingest.flv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.container.flv.Amf0Writer;
import dev.sluice.container.flv.FlvBytes;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import dev.sluice.ingest.ts.IngestFuzz;
import dev.sluice.ingest.ts.Rig;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlvIngestTest {
  private static final long FRAME_TICKS = 1800;
  private static final long SEED = 17;

  /** Version 1, lengths of four bytes, SPS of 160x120, PPS. */
  private static final String AVC =
      "17 00 000000 0142c00affe10017"
          + "6742c00ad902847e5c0440000003004000000783c48992"
          + "01000568cb83cb20";

  private static final String IDR = "17 01 000000 00000003 658801";
  private static final String OPUS_20_MS = "91 4f707573 f8fffe";

  private final Streams streams = IngestFuzz.streams();
  private final FlvIngest ingest = new FlvIngest(IngestFuzz.open(streams));
  private final Stream stream = streams.find("fuzz").orElseThrow();
  private final FlvBytes bytes = new FlvBytes().header();

  private void feed() {
    byte[] array = bytes.toByteArray();
    ingest.feed(array, 0, array.length, 0);
  }

  private List<Rig.Entry> log(int track) {
    return Rig.log(stream, track);
  }

  private long count(String name) {
    return ingest.counts().getOrDefault(name, 0L);
  }

  private TrackSet tracks() {
    return Objects.requireNonNull(stream.tracks());
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264-opus", "h264-aac", "h264-two-opus", "h265-aac", "vp9-mp3"})
  void theSameForEveryWayOfCutting(String name) {
    byte[] file = Golden.bytes("flv/" + name + ".flv");
    String dump = dump(file, Chunking.WHOLE);
    Golden.check("flv/" + name + ".ingest.txt", dump);
    for (Chunking chunking : Chunking.values()) {
      assertEquals(dump, dump(file, chunking), chunking.name());
    }
  }

  private static String dump(byte[] file, Chunking chunking) {
    Streams streams = IngestFuzz.streams();
    FlvIngest ingest = new FlvIngest(IngestFuzz.open(streams));
    chunking.feed(file, (data, offset, length) -> ingest.feed(data, offset, length, 0));
    ingest.end(0);
    return Rig.dump(streams.find("fuzz").orElseThrow(), ingest.counts(), "flv_");
  }

  @Test
  void pictureIsInTheLogWithTheLastByteOfItsTag() {
    bytes.tag(FlvBytes.VIDEO, 0, AVC).tag(FlvBytes.VIDEO, 0, IDR);
    byte[] array = bytes.toByteArray();
    int withoutSize = array.length - 4;
    ingest.feed(array, 0, withoutSize - 1, 0);
    assertEquals(0, log(Track.VIDEO).size());
    ingest.feed(array, withoutSize - 1, 1, 0);
    Rig.Entry picture = log(Track.VIDEO).getFirst();
    assertTrue(picture.key());
    assertArrayEquals(
        HexFormat.of().parseHex("00000003658801"),
        Arrays.copyOfRange(picture.bytes(), picture.contentOffset(), picture.bytes().length));
    assertEquals(Long.MAX_VALUE, ingest.idleDeadlineNanos());
    assertEquals(160, tracks().tracks().getFirst().format().widthPixels());
  }

  @Test
  void soundIsWithoutGapsAtStampsOfWholeAndJitteredMilliseconds() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      bytes.tag(FlvBytes.AUDIO, 10 + 20L * i + random.nextInt(-3, 4), OPUS_20_MS);
    }
    feed();
    List<Rig.Entry> sound = log(Track.AUDIO);
    assertEquals(500, sound.size());
    long worst = 0;
    for (int i = 1; i < sound.size(); i++) {
      long distance = sound.get(i).pts() - sound.get(i - 1).pts();
      worst = Math.max(worst, Math.abs(distance - FRAME_TICKS));
    }
    // An eighth of the largest difference of two stamps, 6 ms.
    assertTrue(worst <= 70, "differs by " + worst + " ticks");
    assertEquals(0, count("audio_gaps"));
    assertEquals(0, count("audio_overlaps"));
    assertEquals(
        500 * FRAME_TICKS, sound.getLast().pts() - sound.getFirst().pts() + FRAME_TICKS, 400);
  }

  @Test
  void soundKeepsItsRateAtFramesThatAreNoWholeMilliseconds() {
    // AAC of 44.1 kHz: 23.22 ms, sent as 23 or 24 ms.
    bytes.tag(FlvBytes.AUDIO, 0, "af 00 1210");
    for (int i = 0; i < 1000; i++) {
      bytes.tag(FlvBytes.AUDIO, i * 1_024_000L / 44_100, "af 01 010203");
    }
    feed();
    List<Rig.Entry> sound = log(Track.FIRST_OTHER + 1);
    assertEquals(1000, sound.size());
    assertEquals(0, count("audio_gaps") + count("audio_overlaps"));
    assertEquals(
        999 * 1024L * 90_000 / 44_100, sound.getLast().pts() - sound.getFirst().pts(), 100);
    assertEquals(
        "fff15080015ffc010203",
        HexFormat.of().formatHex(sound.getFirst().bytes()),
        "with its ADTS header");
  }

  @Test
  void stampsWrapAfterFiftyDays() {
    bytes.tag(FlvBytes.VIDEO, 0, AVC);
    for (int i = 0; i < 20; i++) {
      long millis = 0xFFFF_FFFFL - 200 + 40L * i & 0xFFFF_FFFFL;
      bytes.tag(FlvBytes.VIDEO, millis, IDR).tag(FlvBytes.AUDIO, millis, OPUS_20_MS);
      bytes.tag(FlvBytes.AUDIO, millis + 20 & 0xFFFF_FFFFL, OPUS_20_MS);
    }
    feed();
    List<Rig.Entry> pictures = log(Track.VIDEO);
    for (int i = 1; i < 20; i++) {
      assertEquals(3600, pictures.get(i).dts() - pictures.get(i - 1).dts(), "picture " + i);
    }
    assertEquals(0, count("jumps"));
    assertEquals(0, count("audio_gaps") + count("audio_overlaps"));
    assertEquals(40, log(Track.AUDIO).size());
  }

  @Test
  void metadataAnnouncesTheSoundBeforeThePicture() {
    byte[] metadata =
        new Amf0Writer()
            .text("onMetaData")
            .beginObject()
            .member("videocodecid")
            .number(7)
            .member("audiocodecid")
            .number(FlvCodec.fourCc("Opus"))
            .endObject()
            .toByteArray();
    bytes.tag(FlvBytes.SCRIPT, 0, metadata);
    feed();
    assertTrue(tracks().hasVideo());
    assertTrue(tracks().hasAudio());
    assertFalse(stream.source().ready());
  }

  @Test
  void codingsThatBrowsersCannotPlayHaveOtherTracks() {
    bytes.tag(FlvBytes.VIDEO, 0, "90 68766331 00").tag(FlvBytes.AUDIO, 0, "af 00 1190");
    feed();
    assertEquals(
        List.of(Codec.H265, Codec.AAC), tracks().tracks().stream().map(Track::codec).toList());
    assertFalse(tracks().hasVideo() || tracks().hasAudio());
    assertEquals(1, count("bad_configurations"));
  }

  @Test
  void opusWithSeveralStreamsIsNotPlayed() {
    bytes.tag(
        FlvBytes.AUDIO,
        0,
        "90 4f707573 4f70757348656164 01 06 3801 80bb0000 0000 01 04 02 000401020305");
    feed();
    Track track = tracks().tracks().getFirst();
    assertEquals(6, track.format().channels());
    assertEquals(4, track.format().packetStreams());
    assertFalse(track.played());
  }

  @Test
  void picturesBehindStartCodesAreRead() {
    bytes.tag(FlvBytes.VIDEO, 0, AVC).tag(FlvBytes.VIDEO, 0, "17 01 000000 00000001 658801");
    feed();
    assertEquals(1, log(Track.VIDEO).size());
  }

  @Test
  void wrongLengthsAreCounted() {
    bytes.tag(FlvBytes.VIDEO, 0, AVC).tag(FlvBytes.VIDEO, 0, "17 01 000000 00000009 658801");
    feed();
    assertEquals(0, log(Track.VIDEO).size());
    assertEquals(1, count("bad_lengths"));
  }

  @Test
  void framesBeforeTheirConfigurationAreCounted() {
    bytes.tag(FlvBytes.AUDIO, 0, "af 01 010203").tag(FlvBytes.AUDIO, 0, "af 00 ff");
    feed();
    assertEquals(1, count("unconfigured_frames"));
    assertEquals(1, count("bad_configurations"));
  }

  @Test
  void changesOfTheCodingAreLimited() {
    for (int i = 0; i < 200; i++) {
      bytes.tag(FlvBytes.AUDIO, 20L * i, i % 2 == 0 ? OPUS_20_MS : "af 00 1190");
    }
    feed();
    assertTrue(count("too_many_changes") > 0);
  }

  @Test
  void pictureTracksThatAreReplacedGiveTheirMemoryBack() {
    byte[] picture = Arrays.copyOf(HexFormat.of().parseHex("1701000000000186a1658801"), 100_010);
    long before = streams.memory().inputBytes();
    for (int i = 0; i < 50; i++) {
      bytes.tag(FlvBytes.VIDEO, 40L * i, AVC).tag(FlvBytes.VIDEO, 40L * i, picture);
      bytes.tag(FlvBytes.VIDEO, 40L * i + 20, "90 68766331 00");
    }
    feed();
    assertEquals(50, count("video_units"));
    assertEquals(before, streams.memory().inputBytes());
  }

  @Test
  void everyCodingWithoutNameIsIgnored() {
    bytes.tag(FlvBytes.VIDEO, 0, "91 76703039 01").tag(FlvBytes.AUDIO, 0, "b2 01");
    feed();
    assertFalse(ingest.tracksKnown());
    assertEquals(2, ingest.packets());
  }

  @Test
  void mutatedStreamsKeepTheLogInOrder() {
    byte[] file = Golden.bytes("flv/h264-opus.flv");
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      byte[] mutated = file.clone();
      for (int i = 1 + random.nextInt(20); i > 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      FlvIngestFuzz.fuzzerTestOneInput(mutated);
    }
  }
}
