package dev.sluice.transcode.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.transcode.coder.OpusSoundEncoders;
import dev.sluice.transcode.coder.SoundDecoders;
import dev.sluice.transcode.java.JavaAacDecoders;
import dev.sluice.transcode.java.JavaOpusEncoders;
import dev.sluice.transcode.libav.AvLibrary;
import dev.sluice.transcode.libopus.OpusLibrary;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SoundTranscoderTest {
  private static final long BEGIN = 90_000L * 1_700_000_000;
  private static final double AMPLITUDE = 0.25;
  private static final int FROM = 9600;
  private static final int COUNT = 9600;

  private final SharedEnumCounters<SoundCounter> counters =
      new SharedEnumCounters<>(SoundCounter.class);
  private final SoundDecoders libav = AvLibrary.open();
  private final OpusSoundEncoders libopus = OpusLibrary.open();

  /** File, and the delay of its encoder in samples at the rate of the sound. */
  @ParameterizedTest
  @CsvSource({
    "stereo.aac, 1024, 48000",
    "stereo44.aac, 1024, 44100",
    "stereo.latm, 1024, 48000",
    "he.aac, 5058, 48000",
    "hev2.aac, 7106, 48000",
    "he.latm, 5058, 48000",
    "stereo.mp2, 481, 48000",
    "stereo44.mp3, 1105, 44100",
    "stereo.ac3, 256, 48000",
    "stereo.eac3, 256, 48000",
  })
  void keepsFrequencyLevelSideAndTime(String name, int delay, int rateHz) throws Exception {
    assertTones(transcode(name, delay, rateHz, libav, libopus));
    assertEquals(0, counters.get(SoundCounter.UNKNOWN_UNITS));
  }

  @ParameterizedTest
  @CsvSource({"stereo.aac, 1024, 48000", "stereo44.aac, 1024, 44100", "he.aac, 5058, 48000"})
  void doesTheSameInJava(String name, int delay, int rateHz) throws Exception {
    assertTones(transcode(name, delay, rateHz, new JavaAacDecoders(), new JavaOpusEncoders()));
    assertEquals(0, counters.get(SoundCounter.UNDECODABLE_UNITS));
  }

  @Test
  void countsWhatJavaCannotDecodeOfMonoNoise() throws Exception {
    HeardSound heard =
        transcode("pns-mono.aac", 1024, 48_000, new JavaAacDecoders(), new JavaOpusEncoders());
    long units = SoundFile.read("pns-mono.aac").units().size();
    assertEquals(
        units, counters.get(SoundCounter.DECODED) + counters.get(SoundCounter.UNDECODABLE_UNITS));
    assertTrue(heard.packets().size() > 20, "packets");
  }

  @Test
  void mixesSixChannelsAtTheLevelsOfTheStandard() throws Exception {
    HeardSound heard = transcode("surround.ac3", 256, 48_000, libav, libopus);
    double[] hertz = {400, 600, 800, 80, 1000, 1200};
    double[] left = {0.2, 0, 0.1414, 0, 0.1414, 0};
    double[] right = {0, 0.2, 0.1414, 0, 0, 0.1414};
    for (int channel = 0; channel < hertz.length; channel++) {
      assertEquals(
          left[channel], amplitude(heard.left(), hertz[channel]), 0.015, "left " + channel);
      assertEquals(
          right[channel], amplitude(heard.right(), hertz[channel]), 0.015, "right " + channel);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stereo.aac",
        "stereo.latm",
        "he.aac",
        "hev2.aac",
        "stereo.mp2",
        "stereo44.mp3",
        "stereo.ac3",
        "stereo.eac3"
      })
  void survivesCorruptedFrames(String name) throws Exception {
    long seed = name.hashCode();
    Random random = new Random(seed);
    SoundFile file = SoundFile.read(name);
    HeardSound heard = new HeardSound(BEGIN);
    try (SoundTranscoder transcoder = transcoder(libav, libopus, heard)) {
      for (int n = 0; n < 400; n++) {
        byte[] unit = file.units().get(n % file.units().size()).clone();
        int faults = n < 350 ? random.nextInt(8) : 0;
        for (int fault = 0; fault < faults; fault++) {
          unit[random.nextInt(unit.length)] = (byte) random.nextInt();
        }
        int length = faults > 5 ? random.nextInt(unit.length) : unit.length;
        add(transcoder, file, unit, length, n, 0, file.rateHz());
      }
    }
    assertTrue(counters.get(SoundCounter.DECODED) >= 45, "decoded, with seed " + seed);
    for (int i = 1; i < heard.stamps().size(); i++) {
      assertTrue(heard.stamps().get(i) >= heard.stamps().get(i - 1) + 1800, "with seed " + seed);
    }
  }

  private HeardSound transcode(
      String name, int delay, int rateHz, SoundDecoders decoders, OpusSoundEncoders encoders)
      throws Exception {
    SoundFile file = SoundFile.read(name);
    HeardSound heard = new HeardSound(BEGIN);
    try (SoundTranscoder transcoder = transcoder(decoders, encoders, heard)) {
      for (int n = 0; n < file.units().size(); n++) {
        byte[] unit = file.units().get(n);
        add(transcoder, file, unit, unit.length, n, delay, rateHz);
      }
    }
    return heard;
  }

  private SoundTranscoder transcoder(
      SoundDecoders decoders, OpusSoundEncoders encoders, HeardSound heard) {
    return new SoundTranscoder(
        decoders::newDecoder, encoders.newEncoder().orElseThrow(), heard::add, counters);
  }

  private static void add(
      SoundTranscoder to, SoundFile file, byte[] unit, int length, long n, int delay, int rateHz) {
    long ticks = n * file.unitSamples() * 90_000 / file.rateHz() - 90_000L * delay / rateHz;
    to.add(file.codec(), unit, length, 1, false, BEGIN + ticks, 0);
  }

  private static void assertTones(HeardSound heard) {
    Tone left = Tone.find(heard.left(), FROM, COUNT, 440);
    Tone right = Tone.find(heard.right(), FROM, COUNT, 1000);
    assertEquals(AMPLITUDE, left.amplitude(), 0.02, "left");
    assertEquals(AMPLITUDE, right.amplitude(), 0.02, "right");
    assertTrue(amplitude(heard.left(), 1000) < 0.01, "right on the left");
    assertTrue(amplitude(heard.right(), 440) < 0.01, "left on the right");
    assertEquals(0, Tone.delayMillis(left, 440, right, 1000), 0.1, "milliseconds too late");
  }

  private static double amplitude(float[] sound, double hertz) {
    return Tone.find(sound, FROM, COUNT, hertz).amplitude();
  }
}
