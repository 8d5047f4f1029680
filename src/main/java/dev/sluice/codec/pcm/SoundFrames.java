package dev.sluice.codec.pcm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts decoded sound into frames of 20 ms at 48 kHz, two channels, each at its exact time. Sound
 * without a gap gives frames without a gap, at any sampling rate.
 *
 * <pre>
 *   stamps against the sound so far     treatment
 *   within 0.5 ms                       none
 *   within 12 ms                        the speed changes by 0.4 % until the sound is in time
 *   later, up to 200 ms                 the gap is filled with silence
 *   later than that                     the frames end, and begin anew at the stamp
 *   earlier                             sound is left out
 * </pre>
 *
 * <p>At a gap the sound before it is mirrored and faded out, and the sound after it is faded in: an
 * edge would be heard as a click.
 */
public final class SoundFrames {
  /** Samples of each channel in a frame. */
  public static final int FRAME_SAMPLES = 960;

  /** Sampling rate of the frames. */
  public static final int RATE_HZ = Resampler.RATE_HZ;

  /** 8 samples at 48 kHz last 15 ticks of 90 kHz. */
  private static final int TICK_SCALE = 8;

  private static final int SAMPLE_SCALE = 15;
  private static final double TOLERATED_SAMPLES = 24;
  private static final double MOST_SLEWED_SAMPLES = 576;
  private static final double MOST_FILLED_SAMPLES = 9600;

  /** Length of fades: 2.5 ms, in samples at 48 kHz. */
  private static final int FADE_SAMPLES = 120;

  private final Listener listener;
  private final StereoMix mix = new StereoMix();
  private final float[] frame = new float[2 * FRAME_SAMPLES];
  private final float[] fade = new float[FADE_SAMPLES];
  private final float[] tailLeft = new float[FADE_SAMPLES];
  private final float[] tailRight = new float[FADE_SAMPLES];
  private int tail;
  private int framed;
  private boolean started;
  private boolean anew = true;
  private @Nullable Resampler resampler;

  /** Time of the next sample of the resampler, in samples at 48 kHz since the Unix epoch. */
  private long next48k;

  /** Takes frames. */
  public interface Listener {
    /**
     * A frame is complete.
     *
     * @param samples 960 pairs, left and right; valid during the call
     * @param ticks90k stream time of its first sample
     * @param anew whether it does not follow the one before
     */
    void frame(float[] samples, long ticks90k, boolean anew);

    /** The frames end: the next one has another time. */
    void pause();
  }

  /** Without sound yet. */
  public SoundFrames(Listener listener) {
    this.listener = listener;
    for (int i = 0; i < FADE_SAMPLES; i++) {
      fade[i] = (float) (0.5 + 0.5 * Math.cos(Math.PI * (i + 0.5) / FADE_SAMPLES));
    }
  }

  /**
   * Takes the next block.
   *
   * @param ticks90k stream time of its first sample
   */
  public void add(PcmBlock block, long ticks90k) {
    mix.mix(block);
    Resampler to = resamplerFor(block.sampleRateHz());
    boolean faded = !started;
    if (!started) {
      started = true;
      next48k = Math.floorDiv(ticks90k * TICK_SCALE, SAMPLE_SCALE);
    }
    double late = late(to, ticks90k);
    int from = 0;
    if (Math.abs(late - to.slewing()) > MOST_SLEWED_SAMPLES) {
      to.slew(0);
      faded = true;
      if (late > MOST_FILLED_SAMPLES) {
        pause();
        add(block, ticks90k);
        return;
      }
      if (late > 0) {
        fill(to, late);
      } else {
        from = (int) Math.round(-late * to.rateHz() / RATE_HZ);
      }
    } else if (to.slewing() == 0 && Math.abs(late) > TOLERATED_SAMPLES) {
      to.slew((int) Math.round(late));
    }
    if (from < block.samples()) {
      push(to, from, block.samples(), faded);
    }
  }

  /** Delay of the block's stamp against the end of the sound so far. */
  private double late(Resampler to, long ticks90k) {
    long scaled = ticks90k * TICK_SCALE - next48k * SAMPLE_SCALE;
    return (double) scaled / SAMPLE_SCALE - to.untilEnd();
  }

  private Resampler resamplerFor(int rateHz) {
    Resampler known = resampler;
    if (known != null && known.rateHz() == rateHz) {
      return known;
    }
    if (known != null) {
      fill(known, known.untilEnd());
    }
    Resampler made = new Resampler(rateHz);
    resampler = made;
    return made;
  }

  private void push(Resampler to, int from, int end, boolean fadeIn) {
    if (fadeIn) {
      for (int i = 0; i < Math.min(FADE_SAMPLES, end - from); i++) {
        mix.left[from + i] *= 1 - fade[i];
        mix.right[from + i] *= 1 - fade[i];
      }
    }
    to.push(mix.left, mix.right, from, end - from);
    tail = Math.min(FADE_SAMPLES, end - from);
    System.arraycopy(mix.left, end - tail, tailLeft, 0, tail);
    System.arraycopy(mix.right, end - tail, tailRight, 0, tail);
    drain(to);
  }

  private void fill(Resampler to, double samples48k) {
    int count = (int) Math.round(samples48k * to.rateHz() / RATE_HZ);
    float[] left = new float[count];
    float[] right = new float[count];
    for (int i = 0; i < Math.min(count, tail); i++) {
      left[i] = tailLeft[tail - 1 - i] * fade[i];
      right[i] = tailRight[tail - 1 - i] * fade[i];
    }
    tail = 0;
    to.push(left, right, 0, count);
    drain(to);
  }

  private void drain(Resampler from) {
    int made = from.pull(frame, framed, FRAME_SAMPLES - framed);
    while (made > 0) {
      framed += made;
      next48k += made;
      if (framed == FRAME_SAMPLES) {
        emit();
      }
      made = from.pull(frame, framed, FRAME_SAMPLES - framed);
    }
  }

  private void emit() {
    long first48k = next48k - FRAME_SAMPLES;
    listener.frame(frame, Math.ceilDiv(first48k * SAMPLE_SCALE, TICK_SCALE), anew);
    anew = false;
    framed = 0;
  }

  /**
   * Ends the frames: what is not in a frame yet gets one, filled up with silence. The next block
   * begins anew. No effect before the first block.
   */
  public void pause() {
    Resampler from = resampler;
    if (from != null) {
      fill(from, FRAME_SAMPLES);
      if (framed > 0) {
        Arrays.fill(frame, 2 * framed, frame.length, 0);
        next48k += FRAME_SAMPLES - framed;
        emit();
      }
      listener.pause();
    }
    resampler = null;
    started = false;
    anew = true;
  }
}
