package dev.sluice.codec.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.codec.framing.FramedUnits;
import dev.sluice.codec.framing.FramedUnits.Unit;
import dev.sluice.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioFramerTest {
  private static byte[] stream(String name) {
    return Golden.bytes("es/" + name);
  }

  private static List<Integer> sizes(List<Unit> units) {
    return units.stream().map(Unit::length).toList();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static List<byte[]> frames(String name, AudioFraming framing) {
    return new FramedUnits(new AudioFramer(framing))
        .push(stream(name), 0).end().stream()
            .map(unit -> HexFormat.of().parseHex(unit.hex()))
            .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "stereo.aac, ADTS, 48000, 2, 1024, 1190",
    "mono.latm, LOAS, 44100, 1, 1024, 1208",
    "stereo.mp2, MPEG_AUDIO, 48000, 2, 1152, ''",
    "mono.mp3, MPEG_AUDIO, 44100, 1, 1152, ''",
    "lower.mp3, MPEG_AUDIO, 22050, 1, 576, ''",
    "surround.ac3, AC3, 48000, 6, 1536, ''",
    "mono44.ac3, AC3, 44100, 1, 1536, ''",
    "stereo.eac3, AC3, 48000, 2, 1536, ''"
  })
  void framesAsFfprobeFindsThem(
      String name, AudioFraming framing, int rateHz, int channels, int samples, String config) {
    List<Unit> units = FramedUnits.asFfprobe(name, () -> new AudioFramer(framing));
    assertEquals(90_000L * samples / rateHz, units.getLast().ticks90k());

    AudioFramer framer = new AudioFramer(framing);
    assertNull(framer.parameters());
    new FramedUnits(framer).push(stream(name), 0).end();
    AudioParameters parameters = Objects.requireNonNull(framer.parameters());
    assertEquals(rateHz, parameters.sampleRateHz());
    assertEquals(channels, parameters.channels());
    assertEquals(samples, parameters.frameSamples());
    assertEquals(config, HexFormat.of().formatHex(parameters.specificConfig()));
    assertEquals(0, framer.skippedBytes());
    assertEquals(0, framer.damagedUnits());
  }

  @ParameterizedTest
  @CsvSource({
    "stereo.aac, ADTS",
    "mono.latm, LOAS",
    "lower.mp3, MPEG_AUDIO",
    "mono44.ac3, AC3",
    "stereo.eac3, AC3"
  })
  void noInputThrows(String name, AudioFraming framing) {
    FramedUnits.sweep(stream(name), () -> new AudioFramer(framing));
  }

  /** ISO/IEC 13818-1 clause 2.4.3.7: the PTS is that of the first frame that begins in the PES. */
  @Test
  void stampBelongsToTheFirstFrameThatBeginsInThePes() {
    byte[] stream = stream("stereo.mp2");
    int frameBytes = 192;
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      FramedUnits framed = new FramedUnits(new AudioFramer(AudioFraming.MPEG_AUDIO));
      Long[] expected = new Long[stream.length / frameBytes];
      Arrays.fill(expected, AccessUnitFramer.NO_STAMP);
      for (int at = 0; at < stream.length; ) {
        int end = Math.min(stream.length, at + 1 + random.nextInt(600));
        int frame = (at + frameBytes - 1) / frameBytes;
        boolean stamped = frame * frameBytes < end;
        if (stamped) {
          expected[frame] = 1000L + at;
        }
        framed.push(
            Arrays.copyOfRange(stream, at, end), stamped ? 1000 + at : AccessUnitFramer.NO_STAMP);
        at = end;
      }
      assertEquals(List.of(expected), framed.end().stream().map(Unit::pts33).toList());
    }
  }

  @Test
  void inSyncFrameIsCompleteWithItsLastByte() {
    List<byte[]> frames = frames("stereo.aac", AudioFraming.ADTS);
    FramedUnits framed = new FramedUnits(new AudioFramer(AudioFraming.ADTS));
    framed.push(frames.get(0), 0);
    assertEquals(0, framed.units().size(), "one header alone may be an accident");
    framed.push(frames.get(1), 1920);
    assertEquals(2, framed.units().size());
    framed.push(frames.get(2), 3840);
    assertEquals(3, framed.units().size());
    assertEquals(List.of(0L, 1920L, 3840L), framed.units().stream().map(Unit::pts33).toList());
  }

  @Test
  void findsTheNextFrameBehindGarbage() {
    byte[] frames = stream("stereo.aac");
    byte[] garbage = new byte[5000];
    new Random(11).nextBytes(garbage);
    // A header that leads nowhere.
    System.arraycopy(frames, 0, garbage, 4000, 7);
    AudioFramer framer = new AudioFramer(AudioFraming.ADTS);
    List<Unit> units =
        new FramedUnits(framer).push(join(garbage, frames, garbage, frames), 0).end();
    List<Unit> clean = new FramedUnits(new AudioFramer(AudioFraming.ADTS)).push(frames, 0).end();
    assertEquals(sizes(clean).size() * 2, units.size());
    assertEquals(sizes(clean), sizes(units).subList(0, clean.size()));
    assertEquals(10_000, framer.skippedBytes());
    assertEquals(1, framer.damagedUnits());
  }

  @Test
  void frameWithGapIsDropped() {
    List<byte[]> frames = frames("stereo.mp2", AudioFraming.MPEG_AUDIO);
    AudioFramer framer = new AudioFramer(AudioFraming.MPEG_AUDIO);
    FramedUnits framed = new FramedUnits(framer);
    framed.push(join(frames.get(0), frames.get(1), Arrays.copyOf(frames.get(2), 100)), 0);
    framer.gap();
    framed.push(join(frames.get(3), frames.get(4)), AccessUnitFramer.NO_STAMP);
    assertEquals(4, framed.end().size());
    assertEquals(100, framer.skippedBytes());
    assertEquals(1, framer.damagedUnits());
  }

  @Test
  void anotherStreamNeedsTwoHeaders() {
    AudioFramer framer = new AudioFramer(AudioFraming.AC3);
    FramedUnits framed = new FramedUnits(framer).push(stream("surround.ac3"), 0);
    AudioParameters before = Objects.requireNonNull(framer.parameters());
    framed.push(stream("surround.ac3"), 0);
    assertSame(before, framer.parameters());
    framed.push(stream("mono44.ac3"), 0);
    assertEquals(7 + 7 + 9, framed.end().size());
    assertNotSame(before, framer.parameters());
    assertEquals(0, framer.skippedBytes());
  }

  /** ETSI TS 102 366 clause E.1.3.1: strmtyp 1 depends on the frame before. */
  @Test
  void dependentSubstreamsBelongToTheAccessUnit() {
    List<byte[]> frames = frames("stereo.eac3", AudioFraming.AC3);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    byte[] dependent = frames.getFirst().clone();
    dependent[2] |= 0x40;
    byte[] second = frames.getFirst().clone();
    second[2] |= 0x08;
    // Begins in the middle of an access unit.
    stream.writeBytes(dependent);
    for (byte[] frame : frames) {
      stream.writeBytes(join(frame, dependent, second));
    }
    AudioFramer framer = new AudioFramer(AudioFraming.AC3);
    List<Unit> units =
        FramedUnits.inAllChunks(stream.toByteArray(), () -> new AudioFramer(AudioFraming.AC3));
    assertEquals(frames.size(), units.size());
    units.forEach(unit -> assertEquals(3 * 256, unit.length()));
    units.forEach(unit -> assertEquals(2880, unit.ticks90k()));
    new FramedUnits(framer).push(stream.toByteArray(), 0).end();
    assertEquals(256, framer.skippedBytes());
  }

  @Test
  void latmBeforeItsConfigurationIsSkipped() {
    List<byte[]> frames = frames("mono.latm", AudioFraming.LOAS);
    byte[] late = join(frames.subList(1, frames.size()).toArray(byte[][]::new));
    AudioFramer framer = new AudioFramer(AudioFraming.LOAS);
    List<Unit> units = new FramedUnits(framer).push(late, 5).end();
    assertEquals(frames.size() - 4, units.size(), "every fourth frame has the configuration");
    assertEquals(166 + 66 + 75, framer.skippedBytes());
    assertEquals(0, framer.damagedUnits());
    assertEquals(AccessUnitFramer.NO_STAMP, units.getFirst().pts33());
  }

  @Test
  void memoryIsBounded() {
    for (AudioFraming framing : AudioFraming.values()) {
      AudioFramer framer = new AudioFramer(framing);
      FramedUnits framed = new FramedUnits(framer);
      Random random = new Random(2);
      byte[] noise = new byte[200_000];
      for (int round = 0; round < 20; round++) {
        random.nextBytes(noise);
        framed.push(noise, round);
      }
      framed.push(new byte[1 << 20], 0);
      assertTrue(framer.array().length <= 320 << 10, framing.name());
      framed.end();
      assertEquals(
          20 * 200_000 + (1 << 20),
          framer.skippedBytes() + framed.units().stream().mapToLong(Unit::length).sum());
    }
  }
}
