package dev.sluice.transcode.libav;

import dev.sluice.codec.pcm.PcmBlock;
import dev.sluice.codec.pcm.SpeakerLayouts;
import dev.sluice.transcode.coder.SoundCoding;
import dev.sluice.transcode.coder.SoundDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Decodes a known sound: a tone of 1 kHz in a few frames of AAC (ffmpeg: {@code -f lavfi -i
 * sine=1000:r=48000 -frames:a 6 -c:a aac -b:a 64k}). If the structures of the library were not
 * those assumed, the result would be another one.
 */
final class AvSelfTest {
  private static final int RATE_HZ = 48_000;
  private static final int FRAME_SAMPLES = 1024;
  private static final int TONE_HZ = 1_000;

  /** The tone has an amplitude of 1/8. */
  private static final double LEAST_AMPLITUDE = 0.11;

  private static final double MOST_AMPLITUDE = 0.14;

  private int frames;
  private int right;

  private AvSelfTest() {}

  static boolean passes(AvLibrary library) {
    AvSelfTest test = new AvSelfTest();
    byte[] sound = sound();
    boolean decoded = true;
    try (SoundDecoder decoder = library.newDecoder(SoundCoding.AAC).orElse(null)) {
      int at = 0;
      while (decoder != null && at < sound.length) {
        int length =
            (sound[at + 3] & 3) << 11 | (sound[at + 4] & 0xFF) << 3 | (sound[at + 5] & 0xFF) >> 5;
        decoded &= decoder.decode(sound, at, length, test::judge);
        test.frames++;
        at += length;
      }
    }
    // The first two fade in.
    return decoded && test.right >= test.frames - 2 && test.frames > 2;
  }

  private void judge(PcmBlock block) {
    boolean form =
        block.sampleRateHz() == RATE_HZ
            && block.samples() == FRAME_SAMPLES
            && block.speakers().equals(SpeakerLayouts.MONO);
    double amplitude = form ? amplitude(block.plane(0)) : 0;
    right += amplitude > LEAST_AMPLITUDE && amplitude < MOST_AMPLITUDE ? 1 : 0;
  }

  private static double amplitude(float[] samples) {
    double sine = 0;
    double cosine = 0;
    // A whole number of periods.
    int count = FRAME_SAMPLES / (RATE_HZ / TONE_HZ) * (RATE_HZ / TONE_HZ);
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * TONE_HZ * i / RATE_HZ;
      sine += samples[i] * Math.sin(angle);
      cosine += samples[i] * Math.cos(angle);
    }
    return 2 * Math.hypot(sine, cosine) / count;
  }

  private static byte[] sound() {
    try (InputStream in = AvSelfTest.class.getResourceAsStream("selftest.aac")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
