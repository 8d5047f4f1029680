package dev.sluice.codec.opus;

import dev.sluice.base.bytes.Bytes;

/** What the table-of-contents byte and the length of an Opus packet tell (RFC 6716 section 3.1). */
public final class OpusPacket {
  /** Value of {@link #announcedSamples48k} for an invalid packet. */
  public static final int INVALID = -1;

  /** Samples per second of decoded Opus. */
  public static final int SAMPLE_RATE_HZ = 48_000;

  /** Channels that any decoder gives. */
  public static final int STEREO = 2;

  private static final int FIRST_HYBRID_CONFIG = 12;
  static final int FIRST_CELT_CONFIG = 16;
  private static final int MAX_DTX_BYTES = 2;

  /** A packet of 20 ms of silence, mono, CELT at full bandwidth. */
  private static final byte[] SILENCE_20_MS = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

  private OpusPacket() {}

  /** A copy of a packet that decodes to 20 ms of silence. */
  public static byte[] silence20Ms() {
    return SILENCE_20_MS.clone();
  }

  /**
   * Duration by the first two bytes only, without a check of the length. For packets of several
   * streams (RFC 7845 section 5.1.1.2), whose lengths follow other rules.
   */
  public static int announcedSamples48k(byte[] array, int offset, int length) {
    if (length < 2) {
      return INVALID;
    }
    int toc = Bytes.u8(array, offset);
    int frames =
        switch (toc & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> Bytes.u8(array, offset + 1) & 0x3F;
        };
    int samples = frames * frameSamples48k(toc >>> 3);
    return frames > 0 && samples <= OpusFrames.MAX_SAMPLES_48K ? samples : INVALID;
  }

  /** The channel count in a TOC byte: 1 or 2. */
  public static int channels(byte toc) {
    return (toc & 4) == 0 ? 1 : 2;
  }

  /** Whether a packet is too short to carry sound: discontinuous transmission (DTX). */
  public static boolean dtx(int length) {
    return length <= MAX_DTX_BYTES;
  }

  /** Samples per frame (table 2): SILK 10..60 ms, hybrid 10 and 20 ms, CELT 2.5..20 ms. */
  static int frameSamples48k(int config) {
    if (config >= FIRST_CELT_CONFIG) {
      return 120 << (config & 3);
    }
    if (config >= FIRST_HYBRID_CONFIG) {
      return 480 << (config & 1);
    }
    return (config & 3) == 3 ? 2880 : 480 << (config & 3);
  }
}
