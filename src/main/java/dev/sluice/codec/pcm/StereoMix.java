package dev.sluice.codec.pcm;

import java.util.Arrays;

/**
 * Mixes any count of channels to two (see {@link Speaker}). A single channel is heard on both sides
 * at full level. The sum of more than two channels may exceed full scale: a limiter then lowers
 * both sides at once, and rises again within a second.
 *
 * <p>The levels are not lowered in advance for the case that all channels are at full scale.
 * Players of 5.1 do not lower them either (Web Audio API, "speakers" mix).
 */
final class StereoMix {
  /** Part of the way back to full level for each sample. */
  private static final float RELEASE = 1e-4f;

  float[] left = new float[0];
  float[] right = new float[0];
  private float gain = 1;

  /** Fills {@link #left} and {@link #right} with the block. */
  void mix(PcmBlock block) {
    int samples = block.samples();
    int channels = block.speakers().size();
    if (left.length < samples) {
      left = new float[samples];
      right = new float[samples];
    }
    if (channels == 1) {
      System.arraycopy(block.plane(0), 0, left, 0, samples);
      System.arraycopy(block.plane(0), 0, right, 0, samples);
      return;
    }
    if (block.speakers().equals(SpeakerLayouts.STEREO)) {
      System.arraycopy(block.plane(0), 0, left, 0, samples);
      System.arraycopy(block.plane(1), 0, right, 0, samples);
      return;
    }
    Arrays.fill(left, 0, samples, 0);
    Arrays.fill(right, 0, samples, 0);
    for (int channel = 0; channel < channels; channel++) {
      Speaker speaker = block.speakers().get(channel);
      add(block.plane(channel), speaker.left, left, samples);
      add(block.plane(channel), speaker.right, right, samples);
    }
    limit(samples);
  }

  private static void add(float[] from, float share, float[] to, int samples) {
    if (share != 0) {
      for (int i = 0; i < samples; i++) {
        to[i] += share * from[i];
      }
    }
  }

  private void limit(int samples) {
    for (int i = 0; i < samples; i++) {
      float peak = Math.max(Math.abs(left[i]), Math.abs(right[i]));
      gain += (1 - gain) * RELEASE;
      if (peak * gain > 1) {
        gain = 1 / peak;
      }
      left[i] *= gain;
      right[i] *= gain;
    }
  }
}
