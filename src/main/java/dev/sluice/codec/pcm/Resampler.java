package dev.sluice.codec.pcm;

import java.util.Arrays;

/**
 * Changes the sampling rate of two channels to 48 kHz by interpolation with a windowed sinc. It
 * delays nothing: an output sample is the sound at its own time. It is made as soon as the filter's
 * samples after that time have been pushed. A small change of speed ({@link #slew}) brings late or
 * early sound to its time without a click.
 *
 * <p>Positions are counted in samples of the input, from the first one pushed, with 32 bits of
 * fraction. At 48 kHz the filter is left out.
 */
final class Resampler {
  static final int RATE_HZ = 48_000;

  private static final int FRACTION_BITS = 32;
  private static final long ONE = 1L << FRACTION_BITS;
  private static final int PHASE_BITS = 8;
  private static final int PHASES = 1 << PHASE_BITS;
  private static final float PHASE_SCALE = 1f / (1L << (FRACTION_BITS - PHASE_BITS));
  private static final int USUAL_TAPS = 32;

  /** Kaiser window: 80 dB outside of the pass band. */
  private static final double BETA = 8;

  /** Middle of the filter's edge, as a part of the lower of the two rates. */
  private static final double EDGE = 0.47;

  /** Output samples for one sample of change while slewing: 0.4 %, or 7 cents of a semitone. */
  static final int SLEW = 256;

  private final int rateHz;
  private final int taps;
  private final long step;

  /** Filter by phase, and for each phase the differences of the next one. */
  private final float[] filter;

  private final float[] slope;
  private float[] left = new float[4096];
  private float[] right = new float[4096];

  /** Samples in the arrays. Those before the first one pushed are zero. */
  private int filled;

  /** Place of the next output sample in the arrays, with its fraction. */
  private long place;

  private long slewLeft;
  private int slewSign;

  Resampler(int rateHz) {
    this.rateHz = rateHz;
    this.taps = 2 * ((USUAL_TAPS * Math.max(rateHz, RATE_HZ) / RATE_HZ + 1) / 2);
    this.step = Math.round((double) rateHz * ONE / RATE_HZ);
    this.filter = new float[(PHASES + 1) * taps];
    this.slope = new float[PHASES * taps];
    design();
    filled = taps / 2;
    place = (long) filled << FRACTION_BITS;
  }

  int rateHz() {
    return rateHz;
  }

  private void design() {
    double cutoff = 2 * EDGE * Math.min(1, (double) RATE_HZ / rateHz);
    for (int phase = 0; phase <= PHASES; phase++) {
      row(phase, cutoff);
    }
    for (int i = 0; i < slope.length; i++) {
      slope[i] = filter[i + taps] - filter[i];
    }
  }

  private void row(int phase, double cutoff) {
    double sum = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < taps; k++) {
        double distance = k - (taps / 2 - 1) - (double) phase / PHASES;
        double value = sinc(cutoff * distance) * window(2 * distance / taps);
        sum += pass == 0 ? value : 0;
        filter[phase * taps + k] = (float) (value / sum);
      }
    }
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double window(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
  }

  /** The modified Bessel function of the first kind and order 0. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  /** Appends samples of both channels. */
  void push(float[] fromLeft, float[] fromRight, int from, int count) {
    makeRoom(count);
    System.arraycopy(fromLeft, from, left, filled, count);
    System.arraycopy(fromRight, from, right, filled, count);
    filled += count;
  }

  private void makeRoom(int count) {
    int unused = (int) (place >>> FRACTION_BITS) - taps / 2;
    if (unused > 0) {
      System.arraycopy(left, unused, left, 0, filled - unused);
      System.arraycopy(right, unused, right, 0, filled - unused);
      filled -= unused;
      place -= (long) unused << FRACTION_BITS;
    }
    if (filled + count > left.length) {
      int size = Math.max(filled + count, 2 * left.length);
      left = Arrays.copyOf(left, size);
      right = Arrays.copyOf(right, size);
    }
  }

  /** Distance of the next output sample from the end of the samples pushed, in output samples. */
  double untilEnd() {
    return ((double) filled - (double) place / ONE) * RATE_HZ / rateHz;
  }

  /**
   * Shifts the sound over the next {@link #SLEW} output samples for each sample of the shift.
   *
   * @param samples48k positive to delay the sound, negative to bring it forward
   */
  void slew(int samples48k) {
    slewLeft = (long) Math.abs(samples48k) * SLEW;
    slewSign = Integer.signum(samples48k);
  }

  /** The part of the shift that is still to come, in output samples. */
  double slewing() {
    return (double) slewSign * slewLeft / SLEW;
  }

  /**
   * Makes output samples of the samples pushed.
   *
   * @param into two samples each, left and right
   * @param from index of the first pair
   * @param most pairs to make
   * @return the pairs made
   */
  int pull(float[] into, int from, int most) {
    int made = 0;
    while (made < most && (place >>> FRACTION_BITS) + taps / 2 < filled) {
      if (rateHz == RATE_HZ && slewLeft == 0 && (place & (ONE - 1)) == 0) {
        int count = Math.min(most - made, filled - taps / 2 - (int) (place >>> FRACTION_BITS));
        copy(into, from + made, count);
        made += count;
      } else {
        interpolate(into, 2 * (from + made));
        made++;
        advance();
      }
    }
    return made;
  }

  private void copy(float[] into, int from, int count) {
    int at = (int) (place >>> FRACTION_BITS);
    for (int i = 0; i < count; i++) {
      into[2 * (from + i)] = left[at + i];
      into[2 * (from + i) + 1] = right[at + i];
    }
    place += (long) count << FRACTION_BITS;
  }

  private void advance() {
    place += step;
    if (slewLeft > 0) {
      place -= slewSign * (step / SLEW);
      slewLeft--;
    }
  }

  private void interpolate(float[] into, int to) {
    int first = (int) (place >>> FRACTION_BITS) - (taps / 2 - 1);
    long fraction = place & (ONE - 1);
    int row = (int) (fraction >>> (FRACTION_BITS - PHASE_BITS)) * taps;
    float rest = (fraction & ((1L << (FRACTION_BITS - PHASE_BITS)) - 1)) * PHASE_SCALE;
    // Two sums for each channel: an addition waits for the one before.
    float evenLeft = 0;
    float oddLeft = 0;
    float evenRight = 0;
    float oddRight = 0;
    for (int k = 0; k < taps; k += 2) {
      float even = filter[row + k] + rest * slope[row + k];
      float odd = filter[row + k + 1] + rest * slope[row + k + 1];
      evenLeft += even * left[first + k];
      oddLeft += odd * left[first + k + 1];
      evenRight += even * right[first + k];
      oddRight += odd * right[first + k + 1];
    }
    into[to] = evenLeft + oddLeft;
    into[to + 1] = evenRight + oddRight;
  }
}
