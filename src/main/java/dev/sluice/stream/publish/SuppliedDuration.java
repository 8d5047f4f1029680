package dev.sluice.stream.publish;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;

/** The part of stream time that a supplied access unit takes. */
final class SuppliedDuration {
  private static final int TICKS_90K = 15;
  private static final int SAMPLES_48K = 8;

  private SuppliedDuration() {}

  /**
   * The duration of an Opus packet. For a picture, the shortest one, so that no other picture has
   * its time.
   */
  static long ticks90k(AccessUnit unit) {
    if (unit.trackId() != Track.AUDIO) {
      return 1;
    }
    int samples = OpusPacket.announcedSamples48k(unit.array(), unit.offset(), unit.length());
    return samples > 0 ? (long) samples * TICKS_90K / SAMPLES_48K : Ticks90k.ofMillis(20);
  }
}
