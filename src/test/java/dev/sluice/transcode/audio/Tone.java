package dev.sluice.transcode.audio;

/**
 * A tone found in a stretch of sound (a single bin of the Fourier transform, with a Hann window).
 *
 * @param amplitude at full scale of 1
 * @param phase of its sine at index 0 of the sound, in radians
 */
record Tone(double amplitude, double phase) {
  private static final int RATE_HZ = 48_000;

  static Tone find(float[] sound, int from, int count, double hertz) {
    double sine = 0;
    double cosine = 0;
    double weights = 0;
    for (int i = 0; i < count; i++) {
      double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / count);
      double angle = 2 * Math.PI * hertz * (from + i) / RATE_HZ;
      sine += weight * sound[from + i] * Math.sin(angle);
      cosine += weight * sound[from + i] * Math.cos(angle);
      weights += weight;
    }
    return new Tone(2 * Math.hypot(sine, cosine) / weights, Math.atan2(cosine, sine));
  }

  /** How much later it is heard than a sine that began at index 0, within half a period. */
  double delayMillis(double hertz) {
    return -phase / (2 * Math.PI * hertz) * 1000;
  }

  /**
   * How much later two tones are heard than sines that began at index 0, within 12.5 ms for 440 and
   * 1000 Hz.
   */
  static double delayMillis(Tone one, double oneHertz, Tone other, double otherHertz) {
    double best = 0;
    double least = Double.MAX_VALUE;
    for (double delay = -12.5; delay < 12.5; delay += 0.005) {
      double error =
          Math.abs(Math.sin((one.delayMillis(oneHertz) - delay) * Math.PI * oneHertz / 1000))
              + Math.abs(
                  Math.sin((other.delayMillis(otherHertz) - delay) * Math.PI * otherHertz / 1000));
      if (error < least) {
        least = error;
        best = delay;
      }
    }
    return best;
  }
}
