package dev.sluice.ingest.flv;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.container.flv.FlvMedia;

/**
 * Converts the stamps of tags, 32 bits in milliseconds, to 90 kHz ticks of 33 bits. The stamps of
 * all tracks are unwrapped together: 2^32 ms are no multiple of 2^33 ticks, so a cast would jump at
 * each wrap, after 49.7 days.
 */
final class FlvClock {
  private static final long MASK = (1L << 33) - 1;

  private long lastMillis;
  private long dts33;
  private long pts33;

  /** Takes the stamps of a tag; the results are {@link #dts33} and {@link #pts33}. */
  void take(FlvMedia media) {
    lastMillis += media.timestampMillis() - (int) lastMillis;
    long ticks = Ticks90k.ofMillis(lastMillis) + Ticks90k.ofNanos(media.offsetNanos());
    dts33 = ticks & MASK;
    pts33 = ticks + Ticks90k.ofMillis(media.compositionMillis()) & MASK;
  }

  /** Decoding time. */
  long dts33() {
    return dts33;
  }

  /** Presentation time. */
  long pts33() {
    return pts33;
  }
}
