package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Timeline;
import dev.sluice.base.time.WallClock;
import dev.sluice.codec.audio.AudioFramer;
import dev.sluice.codec.audio.AudioFraming;
import dev.sluice.codec.data.DataFraming;
import dev.sluice.codec.framing.FramedUnits;
import dev.sluice.codec.h265.H265Framer;
import dev.sluice.codec.h265.H265NalType;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.PesViews;
import dev.sluice.golden.Golden;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.AccessUnitSink;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackInput;
import dev.sluice.media.TrackSet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FramedIngestTest {
  private static final long START = 1_000_000_000L;

  private final Timeline timeline = new Timeline(new WallClock(START));
  private final EnumCounters<IngestCounter> counters = new EnumCounters<>(IngestCounter.class);
  private final List<Unit> units = new ArrayList<>();
  private final AccessUnitSink sink = new Units();

  /** An access unit; times are counted from {@link #START}. */
  private record Unit(
      long pts,
      long dts,
      long arrival,
      boolean key,
      boolean damaged,
      TrackFormat format,
      byte[] bytes) {}

  private final class Units implements AccessUnitSink {
    @Override
    public void setTracks(TrackSet tracks) {}

    @Override
    public void append(AccessUnit unit) {
      int end = unit.offset() + unit.length();
      units.add(
          new Unit(
              unit.ptsTicks90k() - START,
              unit.dtsTicks90k() - START,
              unit.arrivalNanos(),
              unit.key(),
              unit.damaged(),
              unit.format(),
              Arrays.copyOfRange(unit.array(), unit.offset(), end)));
    }

    @Override
    public void look(List<TrackInput> inputs, long nowNanos) {}

    @Override
    public void warn(String sentence) {}
  }

  private static Track track(int id, Codec codec) {
    return new Track(id, TrackFormat.of(codec).label("PID 300").build());
  }

  private TrackIngest audio(Codec codec, AudioFraming framing) {
    return new AudioIngest(track(2, codec), framing, sink, timeline.track(2), counters);
  }

  private TrackIngest data(Codec codec) {
    return new DataIngest(
        track(3, codec), DataFraming.of(codec), sink, timeline.track(3), counters);
  }

  private static List<byte[]> frames(String name, AudioFraming framing) {
    return new FramedUnits(new AudioFramer(framing))
        .push(Golden.bytes("es/" + name), 0).end().stream()
            .map(unit -> HexFormat.of().parseHex(unit.hex()))
            .toList();
  }

  private static byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static Pes pes(byte[] payload, long pts33) {
    return PesViews.of(payload, pts33, pts33, 0);
  }

  private List<Long> times() {
    return units.stream().map(Unit::pts).toList();
  }

  @Test
  void durationsThatAreNoWholeTicksDoNotDrift() {
    byte[] latm = Golden.bytes("es/mono.latm");
    TrackIngest ingest = audio(Codec.AAC, AudioFraming.LOAS);
    ingest.pes(pes(latm, 0));
    for (int i = 0; i < 20; i++) {
      ingest.pes(pes(latm, Pes.NO_STAMP));
    }
    ingest.end();
    assertTrue(units.size() > 250, units.size() + " frames");
    for (int i = 0; i < units.size(); i++) {
      assertEquals(1024L * 90_000 * i / 44_100, units.get(i).pts());
    }
  }

  @Test
  void aStampBelongsToTheFirstFrameThatBeginsInItsPesPacket() {
    List<byte[]> frames = frames("stereo.aac", AudioFraming.ADTS).subList(0, 9);
    byte[] all = join(frames);
    int cut = frames.get(0).length + frames.get(1).length + 20;
    TrackIngest ingest = audio(Codec.AAC, AudioFraming.ADTS);
    ingest.pes(PesViews.of(Arrays.copyOf(all, cut), 90_000, 90_000, 1));
    ingest.pes(
        PesViews.of(Arrays.copyOfRange(all, cut, all.length), 90_000 + 5760, 90_000 + 5760, 2));
    ingest.end();
    assertEquals(IntStream.range(0, 9).mapToObj(i -> 1920L * i).toList(), times());
    assertEquals(List.of(1L, 1L, 2L), units.stream().map(Unit::arrival).limit(3).toList());
    assertArrayEquals(all, join(units.stream().map(Unit::bytes).toList()));
    assertEquals(0, counters.get(IngestCounter.AUDIO_GAPS));
  }

  @Test
  void framesTellTheFormatOnce() {
    TrackIngest ingest = audio(Codec.AAC, AudioFraming.ADTS);
    ingest.pes(pes(Golden.bytes("es/stereo.aac"), 0));
    TrackFormat format = units.getFirst().format();
    assertEquals(48_000, format.sampleRateHz());
    assertEquals(2, format.channels());
    assertEquals("PID 300", format.label());
    assertEquals("1190", HexFormat.of().formatHex(format.parameterSets().getFirst()));
    units.forEach(unit -> assertSame(format, unit.format()));
  }

  @Test
  void soundBehindAHoleWaitsForTheNextStamp() {
    List<byte[]> frames = frames("stereo.aac", AudioFraming.ADTS);
    byte[] four = join(frames.subList(0, 4));
    int intact = frames.get(0).length + frames.get(1).length + 10;
    TrackIngest ingest = audio(Codec.AAC, AudioFraming.ADTS);
    ingest.pes(PesViews.withHole(four, intact, 0));
    ingest.pes(pes(join(frames.subList(4, 8)), 4 * 1920));
    assertEquals(List.of(0L, 1920L, 7680L, 9600L, 11_520L, 13_440L), times());
    assertEquals(1, counters.get(IngestCounter.DAMAGED_UNITS));
    assertEquals(1, counters.get(IngestCounter.AUDIO_GAPS));
    int lost = four.length - frames.get(0).length - frames.get(1).length;
    assertEquals(lost, counters.get(IngestCounter.UNFRAMED_BYTES));
  }

  @Test
  void soundBeforeTheFirstStampIsDropped() {
    List<byte[]> frames = frames("stereo.mp2", AudioFraming.MPEG_AUDIO);
    TrackIngest ingest = audio(Codec.MPEG_AUDIO, AudioFraming.MPEG_AUDIO);
    ingest.pes(pes(join(frames.subList(0, 3)), Pes.NO_STAMP));
    ingest.pes(pes(join(frames.subList(3, 6)), 0));
    assertEquals(List.of(0L, 2160L, 4320L), times());
    assertEquals(3, counters.get(IngestCounter.UNTIMED_FRAMES));
  }

  @Test
  void picturesOfH265HaveNoParameterSetsAndAreKeyWithThem() {
    TrackIngest ingest =
        new H265Ingest(
            track(2, Codec.H265), sink, timeline.track(2), ByteBudget.UNLIMITED, counters);
    List<FramedUnits.Unit> pictures =
        new FramedUnits(new H265Framer()).push(Golden.bytes("es/aud.h265"), 0).end();
    for (int i = 0; i < pictures.size(); i++) {
      long dts = 6000L * i;
      ingest.pes(PesViews.of(HexFormat.of().parseHex(pictures.get(i).hex()), dts + 12_000, dts, i));
    }
    ingest.end();
    assertEquals(pictures.size(), units.size());
    TrackFormat format = units.getFirst().format();
    assertTrue(format.complete());
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      assertEquals(6000L * i, unit.dts());
      assertEquals(6000L * i + 12_000, unit.pts());
      assertEquals(i, unit.arrival(), "not when the next one came");
      assertEquals(pictures.get(i).key(), unit.key());
      assertSame(format, unit.format());
      assertNalUnits(unit.bytes());
    }
  }

  private static void assertNalUnits(byte[] content) {
    int at = 0;
    while (at < content.length) {
      int type = H265NalType.of(content[at + 4]);
      assertFalse(H265NalType.droppedFromContent(type), "type " + type);
      at += 4 + Bytes.i32(content, at);
    }
    assertEquals(content.length, at);
  }

  @Test
  void aPictureWithAHoleIsDamagedAndNotKey() {
    byte[] video = Golden.bytes("es/first.m1v");
    TrackIngest ingest =
        new Mpeg2Ingest(
            track(2, Codec.MPEG2_VIDEO), sink, timeline.track(2), ByteBudget.UNLIMITED, counters);
    ingest.pes(PesViews.withHole(video, 500, 0));
    ingest.end();
    assertTrue(units.getFirst().damaged());
    assertFalse(units.getFirst().key());
    assertTrue(units.get(3).key() && !units.get(3).damaged());
    assertEquals(1, counters.get(IngestCounter.DAMAGED_UNITS));
    assertTrue(units.getFirst().format().widthPixels() > 0);
  }

  @Test
  void metadataWithoutStampsIsAtTheTimeReachedAndDoesNotMoveIt() {
    byte[] triplet = HexFormat.of().parseHex("060e2b34020b01010e0103010100000002abcd");
    TrackIngest klv = data(Codec.KLV);
    TrackIngest sound = audio(Codec.AC3, AudioFraming.AC3);
    List<byte[]> frames = frames("surround.ac3", AudioFraming.AC3);
    klv.pes(pes(triplet, Pes.NO_STAMP));
    sound.pes(pes(join(frames.subList(0, 2)), 500_000));
    sound.pes(pes(join(frames.subList(2, 4)), 500_000 + 5760));
    klv.pes(pes(join(List.of(triplet, triplet)), Pes.NO_STAMP));
    assertEquals(List.of(0L, 0L, 2880L, 5760L, 8640L, 5760L, 5761L), times());
    assertArrayEquals(triplet, units.getLast().bytes());
    assertTrue(units.getLast().key());
  }

  @Test
  void aSpliceSectionIsAnAccessUnitAtTheTimeReached() {
    byte[] section =
        HexFormat.of()
            .parseHex(
                "fc3034000000000000fffff00506fe72bd0050001e021c435545494800008e7fcf"
                    + "0001a599b00808000000002ca0a18a3402009ac9d17e");
    data(Codec.ID3).pes(pes(HexFormat.of().parseHex("49443304000000000000"), 1000));
    data(Codec.SCTE35).section(section, 0, section.length, 7);
    assertArrayEquals(section, units.getLast().bytes());
    assertEquals(1, units.getLast().pts());
    assertEquals(7, units.getLast().arrival());
    assertTrue(units.getLast().key());
  }

  @Test
  void allTagsOfAPesPacketHaveItsStamp() {
    byte[] tag = HexFormat.of().parseHex("49443304000000000002abcd");
    TrackIngest ingest = data(Codec.ID3);
    ingest.pes(pes(join(List.of(tag, tag)), 1000));
    ingest.pes(pes(tag, 4000));
    assertEquals(List.of(0L, 1L, 3000L), times(), "decoding times never stand still");
  }

  @Test
  void aPesPacketOfUnknownDataIsAUnitAlsoWithAHole() {
    TrackIngest ingest = data(Codec.UNKNOWN);
    ingest.pes(pes(new byte[7], 0));
    ingest.pes(PesViews.withHole(new byte[9], 4, 3000));
    assertEquals(List.of(7, 9), units.stream().map(unit -> unit.bytes().length).toList());
    assertEquals(List.of(true, false), units.stream().map(Unit::key).toList());
  }
}
