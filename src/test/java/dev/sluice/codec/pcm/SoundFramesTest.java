package dev.sluice.codec.pcm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoundFramesTest {
  private static final long BEGIN = 90_000L * 1_700_000_000;
  private static final int BLOCK = 1024;

  private final List<Long> stamps = new ArrayList<>();
  private final List<float[]> frames = new ArrayList<>();
  private final PcmBlock block = new PcmBlock();
  private int begun;
  private int pauses;

  private final SoundFrames sound =
      new SoundFrames(
          new SoundFrames.Listener() {
            @Override
            public void frame(float[] samples, long ticks90k, boolean anew) {
              stamps.add(ticks90k);
              frames.add(samples.clone());
              begun += anew ? 1 : 0;
            }

            @Override
            public void pause() {
              pauses++;
            }
          });

  /** A block of a sine of 1 kHz that runs on in real time. */
  private void add(double seconds, int rateHz, long ticks) {
    block.begin(SpeakerLayouts.MONO, rateHz, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block.plane(0)[i] =
          (float) (0.5 * Math.sin(2000 * Math.PI * (seconds + (double) i / rateHz)));
    }
    sound.add(block, BEGIN + ticks);
  }

  private static double wanted(long ticks, int sample) {
    return 0.5 * Math.sin(2000 * Math.PI * ((ticks - BEGIN) / 90_000.0 + sample / 48_000.0));
  }

  private double worst(int fromFrame, int toFrame) {
    double worst = 0;
    for (int n = fromFrame; n < toFrame; n++) {
      for (int i = 0; i < SoundFrames.FRAME_SAMPLES; i++) {
        double error = frames.get(n)[2 * i] - wanted(stamps.get(n), i);
        worst = Math.max(worst, Math.abs(error));
      }
    }
    return worst;
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000})
  void keepsEachSampleAtItsTime(int rateHz) {
    long blocks = 20L * rateHz / BLOCK;
    for (long n = 0; n < blocks; n++) {
      add((double) n * BLOCK / rateHz, rateHz, n * BLOCK * 90_000 / rateHz);
    }
    for (int i = 1; i < stamps.size(); i++) {
      assertEquals(1800, stamps.get(i) - stamps.get(i - 1));
    }
    assertEquals(1, begun);
    assertTrue(worst(5, frames.size()) < 0.005, "worst " + worst(5, frames.size()));
  }

  @Test
  void followsSlowlyDriftingStamps() {
    // The source's clock of samples is 100 ppm fast: after 300 s, 30 ms.
    double seconds = 0;
    for (int n = 0; n < 300 * 48_000 / BLOCK; n++) {
      long ticks = Math.round(n * BLOCK * 1.875 * 1.0001);
      add(ticks / 90_000.0, 48_000, ticks);
      seconds = ticks / 90_000.0;
    }
    assertEquals(1, begun);
    assertEquals(0, pauses);
    double last = (stamps.getLast() - BEGIN) / 90_000.0;
    assertEquals(seconds, last, 0.05);
    // Within 0.5 ms, and one millisecond is a whole period of the tone.
    Phase phase = Phase.of(frames.getLast(), (stamps.getLast() - BEGIN) / 90_000.0);
    assertEquals(0, phase.millis(), 0.53);
  }

  @Test
  void slewsToStampsThatStepWithoutAnEdge() {
    for (int n = 0; n < 400; n++) {
      long late = n < 50 ? 0 : 450; // 5 ms
      double seconds = (double) n * BLOCK / 48_000;
      add(seconds + late / 90_000.0, 48_000, n * 1920L + late);
    }
    for (int i = 1; i < stamps.size(); i++) {
      assertEquals(1800, stamps.get(i) - stamps.get(i - 1));
    }
    assertTrue(worst(5, 50) < 0.005);
    assertTrue(worst(frames.size() - 20, frames.size()) < 0.01, "in time again");
    assertTrue(steepest() < 0.07, "an edge: " + steepest());
  }

  @Test
  void fillsALostFrameWithSilenceAndStaysInTime() {
    for (int n = 0; n < 60; n++) {
      if (n != 30) {
        add((double) n * BLOCK / 48_000, 48_000, n * 1920L);
      }
    }
    assertEquals(1, begun);
    assertTrue(worst(40, 60) < 0.005);
    assertTrue(steepest() < 0.14, "an edge: " + steepest());
  }

  @Test
  void beginsAnewAfterALongGap() {
    for (int n = 0; n < 90; n++) {
      if (n < 30 || n > 60) {
        add((double) n * BLOCK / 48_000, 48_000, n * 1920L);
      }
    }
    assertEquals(2, begun);
    assertEquals(1, pauses);
    assertTrue(worst(frames.size() - 10, frames.size()) < 0.005);
    for (int i = 1; i < stamps.size(); i++) {
      assertTrue(stamps.get(i) - stamps.get(i - 1) >= 1800);
    }
  }

  @Test
  void leavesOutSoundThatOverlaps() {
    for (int n = 0; n < 60; n++) {
      add((double) n * BLOCK / 48_000, 48_000, n * 1920L);
      if (n == 30) {
        add((double) (n - 3) * BLOCK / 48_000, 48_000, (n - 3) * 1920L);
      }
    }
    assertEquals(1, begun);
    assertTrue(worst(5, 60) < 0.005);
  }

  private double steepest() {
    double steepest = 0;
    float before = 0;
    for (float[] frame : frames) {
      for (int i = 0; i < frame.length; i += 2) {
        steepest = Math.max(steepest, Math.abs(frame[i] - before));
        before = frame[i];
      }
    }
    return steepest;
  }

  /** The phase of the tone in a frame against the true one. */
  private record Phase(double millis) {
    static Phase of(float[] frame, double beginSeconds) {
      double sine = 0;
      double cosine = 0;
      for (int i = 0; i < SoundFrames.FRAME_SAMPLES; i++) {
        double angle = 2000 * Math.PI * (beginSeconds + i / 48_000.0);
        sine += frame[2 * i] * Math.sin(angle);
        cosine += frame[2 * i] * Math.cos(angle);
      }
      return new Phase(Math.atan2(cosine, sine) / (2 * Math.PI));
    }
  }
}
