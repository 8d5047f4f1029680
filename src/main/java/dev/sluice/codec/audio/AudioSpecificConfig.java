package dev.sluice.codec.audio;

import dev.sluice.base.bytes.BitReader;
import org.jspecify.annotations.Nullable;

/**
 * AudioSpecificConfig of the AAC object types (ISO/IEC 14496-3 clauses 1.6.2.1 and 4.4.1).
 *
 * @param sampleRateHz sampling rate of the decoded audio
 * @param channels number of channels of the decoded audio, 0 if not known
 * @param frameSamples samples of one raw data block at {@code sampleRateHz}
 */
record AudioSpecificConfig(int sampleRateHz, int channels, int frameSamples) {
  /** Sampling rates by samplingFrequencyIndex. */
  static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  /**
   * Channel counts by channelConfiguration; 0 for a program config element and for reserved values.
   */
  static final int[] CHANNELS = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8, 0};

  private static final int EXPLICIT_RATE = 15;
  private static final int ESCAPED_TYPE = 31;
  private static final int SBR = 5;
  private static final int PS = 29;
  private static final int BSAC = 22;
  private static final int LOW_DELAY = 23;
  private static final int FIRST_ERROR_RESILIENT = 17;
  private static final int MAX_RATE_HZ = 192_000;

  /**
   * Reads a configuration and leaves the reader after its last bit.
   *
   * @return null for other object types, for reserved values, and for a truncated configuration
   */
  static @Nullable AudioSpecificConfig read(BitReader bits) {
    long start = bits.position();
    int type = objectType(bits);
    int coreRateHz = rate(bits);
    int channelConfiguration = bits.bits(4);
    int rateHz = coreRateHz;
    boolean parametricStereo = type == PS;
    if (type == SBR || parametricStereo) {
      rateHz = rate(bits);
      type = objectType(bits);
      if (type == BSAC) {
        bits.bits(4); // extensionChannelConfiguration
      }
    }
    if (!hasGeneralAudioConfig(type) || coreRateHz == 0 || rateHz == 0) {
      return null;
    }
    boolean shortFrames = bits.flag();
    if (bits.flag()) {
      bits.bits(14); // coreCoderDelay
    }
    boolean extension = bits.flag();
    int channels =
        channelConfiguration == 0 ? readProgramConfig(bits, start) : CHANNELS[channelConfiguration];
    skipRest(bits, type, extension);
    if (bits.overrun()) {
      return null;
    }
    int blockSamples = type == LOW_DELAY ? shortFrames ? 480 : 512 : shortFrames ? 960 : 1024;
    boolean doubled = rateHz == 2 * coreRateHz;
    return new AudioSpecificConfig(
        rateHz,
        parametricStereo && channels == 1 ? 2 : channels,
        doubled ? 2 * blockSamples : blockSamples);
  }

  private static int objectType(BitReader bits) {
    int type = bits.bits(5);
    return type == ESCAPED_TYPE ? 32 + bits.bits(6) : type;
  }

  /** Returns 0 for a reserved value. */
  private static int rate(BitReader bits) {
    int index = bits.bits(4);
    if (index == EXPLICIT_RATE) {
      int rateHz = bits.bits(24);
      return rateHz <= MAX_RATE_HZ ? rateHz : 0;
    }
    return index < RATES.length ? RATES[index] : 0;
  }

  private static boolean hasGeneralAudioConfig(int type) {
    return switch (type) {
      case 1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23 -> true;
      default -> false;
    };
  }

  /** The end of GASpecificConfig, and epConfig of the error resilient types. */
  private static void skipRest(BitReader bits, int type, boolean extension) {
    if (type == 6 || type == 20) {
      bits.bits(3); // layerNr
    }
    if (extension) {
      if (type == BSAC) {
        bits.bits(16); // numOfSubFrame, layer_length
      } else if (type == 17 || type == 19 || type == 20 || type == LOW_DELAY) {
        bits.bits(3); // resilience flags
      }
      bits.bit(); // extensionFlag3
    }
    if (type >= FIRST_ERROR_RESILIENT) {
      bits.bits(2); // epConfig
    }
  }

  /** program_config_element (clause 4.4.1.1); returns its number of channels. */
  private static int readProgramConfig(BitReader bits, long start) {
    bits.bits(10); // element_instance_tag, object_type, sampling_frequency_index
    int front = bits.bits(4);
    int side = bits.bits(4);
    int back = bits.bits(4);
    int lowFrequency = bits.bits(2);
    int data = bits.bits(3);
    int coupling = bits.bits(4);
    for (int mixdown = 0; mixdown < 3; mixdown++) {
      if (bits.flag()) {
        bits.bits(mixdown < 2 ? 4 : 3); // mono, stereo; matrix
      }
    }
    int channels = lowFrequency;
    for (int i = 0; i < front + side + back; i++) {
      channels += bits.flag() ? 2 : 1;
      bits.bits(4); // element tag
    }
    for (int i = 0; i < lowFrequency + data; i++) {
      bits.bits(4);
    }
    for (int i = 0; i < coupling; i++) {
      bits.bits(5);
    }
    while ((bits.position() - start) % 8 != 0) {
      bits.bit();
    }
    int commentBytes = bits.bits(8);
    for (int i = 0; i < commentBytes; i++) {
      bits.bits(8);
    }
    return channels;
  }
}
