package dev.sluice.app.probe;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;

/**
 * The header of a frame of AAC in ADTS (ISO/IEC 14496-3 clause 1.A.2), MPEG audio (ISO/IEC 11172-3
 * clause 2.4.2.3), AC-3 or E-AC-3 (ETSI TS 102 366 clauses 4.3 and E.1.2), reused for the next.
 */
final class AudioFrame {
  private static final int HEADER_BYTES = 7;
  private static final int[] ADTS_RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };
  private static final int[] MPEG_RATES = {44_100, 48_000, 32_000};
  private static final int[][] MPEG1_KBITS = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
  };
  private static final int[][] MPEG2_KBITS = {
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };
  private static final int[] AC3_RATES = {48_000, 44_100, 32_000};
  private static final int[] AC3_KBITS = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
  };
  private static final int[] EAC3_BLOCKS = {1, 2, 3, 6};
  private static final int[] AC3_CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

  private final Codec codec;
  private int lengthBytes;
  private int samples;
  private int rate = 1;
  private int channels;

  AudioFrame(Codec codec) {
    this.codec = codec;
  }

  /**
   * Reads the header at {@code at}.
   *
   * @return false when there is none, or less of it than is needed
   */
  boolean read(byte[] array, int at, int end) {
    if (end - at < HEADER_BYTES) {
      return false;
    }
    boolean valid =
        switch (codec) {
          case AAC -> adts(array, at);
          case MPEG_AUDIO -> mpeg(array, at);
          case AC3, EAC3 -> ac3(array, at);
          default -> false;
        };
    return valid && lengthBytes >= HEADER_BYTES && rate > 0;
  }

  /** Where the next header is, from {@code at} on, or where it may begin at the end. */
  int skipTo(byte[] array, int at, int end) {
    int from = at;
    while (end - from >= HEADER_BYTES && !read(array, from, end)) {
      from++;
    }
    return from;
  }

  private boolean adts(byte[] array, int at) {
    if ((Bytes.u16(array, at) & 0xFFF6) != 0xFFF0) {
      return false;
    }
    int index = Bytes.u8(array, at + 2) >>> 2 & 0xF;
    rate = index < ADTS_RATES.length ? ADTS_RATES[index] : 0;
    channels = (Bytes.u16(array, at + 2) >>> 6) & 7;
    lengthBytes = (int) (Bytes.u32(array, at + 3) >>> 13) & 0x1FFF;
    samples = 1024 * (1 + (Bytes.u8(array, at + 6) & 3));
    return true;
  }

  private boolean mpeg(byte[] array, int at) {
    int header = Bytes.i32(array, at);
    int version = header >>> 19 & 3;
    int layer = 4 - (header >>> 17 & 3);
    int kbitIndex = header >>> 12 & 0xF;
    int rateIndex = header >>> 10 & 3;
    boolean valid =
        header >>> 21 == 0x7FF && version != 1 && layer != 4 && kbitIndex != 15 && rateIndex != 3;
    if (!valid) {
      return false;
    }
    boolean first = version == 3;
    rate = MPEG_RATES[rateIndex] >> (first ? 0 : version == 2 ? 1 : 2);
    int bits = 1000 * (first ? MPEG1_KBITS : MPEG2_KBITS)[layer - 1][kbitIndex];
    samples = layer == 1 ? 384 : layer == 3 && !first ? 576 : 1152;
    int padding = header >>> 9 & 1;
    lengthBytes =
        layer == 1 ? (12 * bits / rate + padding) * 4 : samples / 8 * bits / rate + padding;
    channels = (header >>> 6 & 3) == 3 ? 1 : 2;
    return true;
  }

  private boolean ac3(byte[] array, int at) {
    if (Bytes.u16(array, at) != 0x0B77) {
      return false;
    }
    boolean enhanced = Bytes.u8(array, at + 5) >>> 3 > 10;
    int fifth = Bytes.u8(array, at + 4);
    int rateIndex = fifth >>> 6;
    if (rateIndex == 3) {
      return false;
    }
    rate = AC3_RATES[rateIndex];
    if (enhanced) {
      lengthBytes = 2 * ((Bytes.u16(array, at + 2) & 0x7FF) + 1);
      samples = 256 * EAC3_BLOCKS[fifth >>> 4 & 3];
      channels = AC3_CHANNELS[fifth >>> 1 & 7] + (fifth & 1);
      return true;
    }
    int size = fifth & 0x3F;
    if (size >>> 1 >= AC3_KBITS.length) {
      return false;
    }
    samples = 1536;
    int words = AC3_KBITS[size >>> 1] * 96_000 / rate;
    // Only at 44.1 kHz a frame has no whole count of words.
    lengthBytes = 2 * (words + (rateIndex == 1 ? size & 1 : 0));
    channels = AC3_CHANNELS[Bytes.u8(array, at + 6) >>> 5];
    return true;
  }

  int lengthBytes() {
    return lengthBytes;
  }

  long durationTicks90k() {
    return 90_000L * samples / rate;
  }

  /** Of the last frame, 0 where none came. */
  int channels() {
    return channels;
  }
}
