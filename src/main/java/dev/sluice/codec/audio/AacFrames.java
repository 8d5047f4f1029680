package dev.sluice.codec.audio;

import dev.sluice.base.bytes.BitReader;
import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * Frames of AAC that arrive without headers, with their AudioSpecificConfig apart (ISO/IEC 14496-3
 * clause 1.6.2.1). An ADTS header (clause 1.A.2.2) is put before each.
 */
public final class AacFrames {
  /** Bytes of the header. */
  public static final int HEADER_BYTES = 7;

  /** The largest frame without its header: the length field has 13 bits. */
  public static final int MAX_BYTES = (1 << 13) - 1 - HEADER_BYTES;

  private static final int SBR = 5;
  private static final int PS = 29;
  private static final int EXPLICIT_RATE = 15;

  /** ADTS has two bits for the object type, which is 1 to 4. */
  private static final int MOST_OBJECT_TYPE = 4;

  private final AudioParameters parameters;

  /** Syncword, no CRC; object type, sampling frequency, channels. */
  private final int firstBits;

  private AacFrames(AudioParameters parameters, int firstBits) {
    this.parameters = parameters;
    this.firstBits = firstBits;
  }

  /** Reads an AudioSpecificConfig; empty if it is malformed or ADTS cannot state it. */
  public static Optional<AacFrames> of(byte[] array, int offset, int length) {
    AudioSpecificConfig config = AudioSpecificConfig.read(new BitReader(array, offset, length));
    if (config == null) {
      return Optional.empty();
    }
    BitReader bits = new BitReader(array, offset, length);
    int type = bits.bits(5);
    int rateIndex = rateIndex(bits);
    int channels = bits.bits(4);
    if (type == SBR || type == PS) {
      rateIndex(bits);
      type = bits.bits(5);
    }
    if (type > MOST_OBJECT_TYPE || rateIndex < 0 || channels > 7) {
      return Optional.empty();
    }
    int first = 0xFFF1 << 16 | (type - 1) << 14 | rateIndex << 10 | channels << 6;
    byte[] copy = Arrays.copyOfRange(array, offset, offset + length);
    return Optional.of(
        new AacFrames(
            new AudioParameters(
                config.sampleRateHz(), config.channels(), config.frameSamples(), copy),
            first));
  }

  /** The index of the next sampling frequency, -1 if there is none for it. */
  private static int rateIndex(BitReader bits) {
    int index = bits.bits(4);
    if (index != EXPLICIT_RATE) {
      return index;
    }
    int rateHz = bits.bits(24);
    for (int i = 0; i < AudioSpecificConfig.RATES.length; i++) {
      if (AudioSpecificConfig.RATES[i] == rateHz) {
        return i;
      }
    }
    return -1;
  }

  /** What a decoder needs. */
  public AudioParameters parameters() {
    return parameters;
  }

  /**
   * Writes the header of a frame.
   *
   * @param frameBytes length of the frame without it, at most {@link #MAX_BYTES}
   */
  public void putHeader(byte[] into, int at, int frameBytes) {
    int length = HEADER_BYTES + frameBytes;
    Bytes.put32(into, at, firstBits | length >>> 11);
    // The rest of the length, a buffer fullness of 0x7FF for a variable bit rate, one raw block.
    Bytes.put24(into, at + 4, (length & 0x7FF) << 13 | 0x7FF << 2);
  }
}
