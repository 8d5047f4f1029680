package dev.sluice.codec.audio;

import dev.sluice.base.bytes.Bytes;

/**
 * Header of AC-3 (ETSI TS 102 366 clauses 4.3.1 and 4.3.2) or E-AC-3 (clause E.1.2.2).
 *
 * <pre>
 *   AC-3:    16 bits 0x0B77, 16 CRC, 2 fscod, 6 frmsizecod, 5 bsid, 3 bsmod, 3 acmod, ..., 1 lfeon
 *   E-AC-3:  16 bits 0x0B77, 2 strmtyp, 3 substreamid, 11 frmsiz, 2 fscod, 2 fscod2 or numblkscod,
 *            3 acmod, 1 lfeon, 5 bsid
 * </pre>
 *
 * <p>An access unit of E-AC-3 begins with the independent substream 0; its further substreams
 * follow in frames of their own (clause E.1.3.1).
 */
final class Ac3Header extends FrameHeader {
  private static final int HEADER_BYTES = 7;
  private static final int SYNC = 0x0B77;
  private static final int BLOCK_SAMPLES = 256;
  private static final int BLOCKS = 6;

  /** The highest bsid of AC-3; 11 to 16 are E-AC-3. */
  private static final int LAST_AC3_BSID = 10;

  private static final int LAST_BSID = 16;
  private static final int REDUCED_RATE = 3;
  private static final int DEPENDENT = 1;
  private static final int RESERVED_TYPE = 3;

  private static final int[] RATES = {48_000, 44_100, 32_000};
  private static final int[] KBITS = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
  };

  /** By numblkscod. */
  private static final int[] ENHANCED_BLOCKS = {1, 2, 3, 6};

  /** Channel counts by acmod, without the low-frequency channel. */
  private static final int[] CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

  private static final int STEREO = 2;

  private boolean enhanced;
  private boolean beginsUnit;

  @Override
  int headerBytes() {
    return HEADER_BYTES;
  }

  @Override
  boolean read(byte[] array, int at) {
    int bsid = Bytes.u8(array, at + 5) >>> 3;
    if (Bytes.u16(array, at) != SYNC || bsid > LAST_BSID) {
      return false;
    }
    enhanced = bsid > LAST_AC3_BSID;
    return enhanced ? readEnhanced(array, at) : readBasic(array, at, bsid);
  }

  private boolean readBasic(byte[] array, int at, int bsid) {
    int fifth = Bytes.u8(array, at + 4);
    int rateIndex = fifth >>> 6;
    int sizeCode = fifth & 0x3F;
    if (rateIndex >= RATES.length || sizeCode >>> 1 >= KBITS.length) {
      return false;
    }
    int words = KBITS[sizeCode >>> 1] * 96_000 / RATES[rateIndex];
    // A frame at 44.1 kHz has no whole number of words on average: every second one has one more.
    lengthBytes = 2 * (words + (rateIndex == 1 ? sizeCode & 1 : 0));
    // bsid 9 and 10 halve and quarter the sampling rate.
    sampleRateHz = RATES[rateIndex] >> Math.max(0, bsid - 8);
    blockSamples = BLOCKS * BLOCK_SAMPLES;
    durationSamples = blockSamples;
    channels = basicChannels(Bytes.u8(array, at + 6));
    beginsUnit = true;
    identity = sampleRateHz;
    return true;
  }

  /** acmod (3), cmixlev (2) with a centre, surmixlev (2) with surround, dsurmod (2), lfeon (1). */
  private static int basicChannels(int bits) {
    int mode = bits >>> 5;
    boolean centre = (mode & 1) != 0 && mode != 1;
    boolean surround = (mode & 4) != 0;
    int before = 3 + (centre ? 2 : 0) + (surround ? 2 : 0) + (mode == STEREO ? 2 : 0);
    return CHANNELS[mode] + (bits >>> (7 - before) & 1);
  }

  private boolean readEnhanced(byte[] array, int at) {
    int third = Bytes.u16(array, at + 2);
    int fifth = Bytes.u8(array, at + 4);
    int type = third >>> 14;
    int rateIndex = fifth >>> 6;
    int second = fifth >>> 4 & 3;
    boolean reduced = rateIndex == REDUCED_RATE;
    lengthBytes = 2 * ((third & 0x7FF) + 1);
    if (type == RESERVED_TYPE
        || (reduced && second == REDUCED_RATE)
        || lengthBytes < HEADER_BYTES) {
      return false;
    }
    sampleRateHz = reduced ? RATES[second] >> 1 : RATES[rateIndex];
    blockSamples = BLOCK_SAMPLES * (reduced ? BLOCKS : ENHANCED_BLOCKS[second]);
    durationSamples = blockSamples;
    channels = CHANNELS[fifth >>> 1 & 7] + (fifth & 1);
    beginsUnit = type != DEPENDENT && (third >>> 11 & 7) == 0;
    identity = sampleRateHz;
    return true;
  }

  @Override
  boolean beginsUnit() {
    return beginsUnit;
  }

  @Override
  boolean endsWithNext() {
    return enhanced;
  }
}
