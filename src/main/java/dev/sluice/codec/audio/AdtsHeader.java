package dev.sluice.codec.audio;

import dev.sluice.base.bytes.Bytes;

/**
 * ADTS header (ISO/IEC 14496-3 clause 1.A.2.2).
 *
 * <pre>
 *   12 bits  0xFFF      1 bit   ID, 1 for MPEG-2
 *    2 bits  layer, 0   1 bit   protection_absent
 *    2 bits  profile    4 bits  sampling_frequency_index    1 bit  private
 *    3 bits  channel_configuration                          4 bits original .. copyright
 *   13 bits  aac_frame_length                              11 bits buffer fullness
 *    2 bits  number_of_raw_data_blocks_in_frame - 1
 * </pre>
 */
final class AdtsHeader extends FrameHeader {
  private static final int HEADER_BYTES = 7;
  private static final int CRC_BYTES = 2;
  private static final int BLOCK_SAMPLES = 1024;

  /** Syncword, layer. */
  private static final int SYNC_MASK = 0xFFF6;

  private static final int SYNC = 0xFFF0;

  /** ID, profile, sampling frequency and channel configuration. */
  private static final int IDENTITY_MASK = 0x0008_FDC0;

  private int configBits = -1;

  @Override
  int headerBytes() {
    return HEADER_BYTES;
  }

  @Override
  boolean read(byte[] array, int at) {
    int first = Bytes.i32(array, at);
    int rateIndex = first >>> 10 & 0xF;
    if ((first >>> 16 & SYNC_MASK) != SYNC || rateIndex >= AudioSpecificConfig.RATES.length) {
      return false;
    }
    boolean crc = (first >>> 16 & 1) == 0;
    lengthBytes = (int) (Bytes.u32(array, at + 3) >>> 13) & 0x1FFF;
    if (lengthBytes <= HEADER_BYTES + (crc ? CRC_BYTES : 0)) {
      return false;
    }
    sampleRateHz = AudioSpecificConfig.RATES[rateIndex];
    int channelConfiguration = first >>> 6 & 7;
    channels = AudioSpecificConfig.CHANNELS[channelConfiguration];
    blockSamples = BLOCK_SAMPLES;
    durationSamples = BLOCK_SAMPLES * (1 + (Bytes.u8(array, at + 6) & 3));
    identity = first & IDENTITY_MASK;
    config(1 + (first >>> 14 & 3), rateIndex, channelConfiguration);
    return true;
  }

  /** Clause 1.6.2.1: type (5), frequency index (4), channels (4), GASpecificConfig of zeros (3). */
  private void config(int objectType, int rateIndex, int channelConfiguration) {
    int bits = objectType << 11 | rateIndex << 7 | channelConfiguration << 3;
    if (bits != configBits) {
      configBits = bits;
      specificConfig = new byte[] {(byte) (bits >>> 8), (byte) bits};
    }
  }
}
