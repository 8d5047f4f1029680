package dev.sluice.codec.audio;

import dev.sluice.base.bytes.Bytes;

/**
 * Header of MPEG audio (ISO/IEC 11172-3 clause 2.4.2.3, ISO/IEC 13818-3 clause 2.4.2.3, and the
 * lower sampling rates known as MPEG-2.5). Frames of "free format", without a bit rate, are
 * refused.
 *
 * <pre>
 *   11 bits  0x7FF        2 bits  version     2 bits  layer      1 bit   protection
 *    4 bits  bit rate     2 bits  frequency   1 bit   padding    1 bit   private
 *    2 bits  mode         6 bits  mode extension .. emphasis
 * </pre>
 */
final class MpegAudioHeader extends FrameHeader {
  private static final int HEADER_BYTES = 4;
  private static final int SYNC = 0x7FF;
  private static final int MPEG_1 = 3;
  private static final int MPEG_2 = 2;
  private static final int RESERVED_VERSION = 1;
  private static final int RESERVED_LAYER = 4;
  private static final int RESERVED_RATE = 3;
  private static final int FORBIDDEN_KBITS = 15;
  private static final int SINGLE_CHANNEL = 3;

  /** Syncword, version, layer and sampling frequency. */
  private static final int IDENTITY_MASK = 0xFFFE_0C00;

  private static final int[] RATES = {44_100, 48_000, 32_000};

  /** Bit rates by layer, for MPEG-1. */
  private static final int[][] MPEG_1_KBITS = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
  };

  /** Bit rates by layer, for the lower sampling frequencies. */
  private static final int[][] MPEG_2_KBITS = {
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  @Override
  int headerBytes() {
    return HEADER_BYTES;
  }

  @Override
  boolean read(byte[] array, int at) {
    int header = Bytes.i32(array, at);
    int version = header >>> 19 & 3;
    int layer = 4 - (header >>> 17 & 3);
    int kbitsIndex = header >>> 12 & 0xF;
    int rateIndex = header >>> 10 & 3;
    boolean valid =
        header >>> 21 == SYNC
            && version != RESERVED_VERSION
            && layer != RESERVED_LAYER
            && kbitsIndex != 0
            && kbitsIndex != FORBIDDEN_KBITS
            && rateIndex != RESERVED_RATE;
    if (!valid) {
      return false;
    }
    boolean mpeg1 = version == MPEG_1;
    sampleRateHz = RATES[rateIndex] >> (mpeg1 ? 0 : version == MPEG_2 ? 1 : 2);
    int bitsPerSecond = 1000 * (mpeg1 ? MPEG_1_KBITS : MPEG_2_KBITS)[layer - 1][kbitsIndex];
    blockSamples = layer == 1 ? 384 : layer == 3 && !mpeg1 ? 576 : 1152;
    durationSamples = blockSamples;
    int padding = header >>> 9 & 1;
    // Layer I counts in slots of four bytes.
    lengthBytes =
        layer == 1
            ? (12 * bitsPerSecond / sampleRateHz + padding) * 4
            : blockSamples / 8 * bitsPerSecond / sampleRateHz + padding;
    channels = (header >>> 6 & 3) == SINGLE_CHANNEL ? 1 : 2;
    identity = header & IDENTITY_MASK;
    return true;
  }
}
