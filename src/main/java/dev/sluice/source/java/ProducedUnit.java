package dev.sluice.source.java;

/**
 * An access unit of a {@link MediaProducer}.
 *
 * @param kind of media
 * @param ptsTicks90k time stamp at 90 kHz; any beginning will do
 * @param key whether decoding can start here; true for sound
 * @param data belongs to the service from now on
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ProducedUnit(Kind kind, long ptsTicks90k, boolean key, byte[] data) {
  /** Kinds of media. */
  public enum Kind {
    /** A picture of H.264. */
    PICTURE,
    /** A packet of Opus. */
    SOUND
  }

  /** Duration of a packet of sound in ticks at 90 kHz: 20 ms. */
  public static final long SOUND_TICKS = 1800;

  /**
   * A picture of H.264, in the order of decoding and presentation, as without B-frames.
   *
   * @param key whether it is an IDR picture, with SPS and PPS before it
   * @param annexB NAL units with start codes (ITU-T H.264 annex B)
   */
  public static ProducedUnit picture(long ptsTicks90k, boolean key, byte[] annexB) {
    return new ProducedUnit(Kind.PICTURE, ptsTicks90k, key, annexB);
  }

  /**
   * A packet of Opus at 48 kHz (RFC 6716).
   *
   * @param opus usually of 20 ms; the next one is {@link #SOUND_TICKS} later
   */
  public static ProducedUnit sound(long ptsTicks90k, byte[] opus) {
    return new ProducedUnit(Kind.SOUND, ptsTicks90k, true, opus);
  }
}
