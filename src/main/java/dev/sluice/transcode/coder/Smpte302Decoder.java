package dev.sluice.transcode.coder;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.pcm.PcmBlock;
import dev.sluice.codec.pcm.SpeakerLayouts;
import java.util.function.Consumer;

/**
 * Linear PCM of SMPTE ST 302: pairs of AES3 channels at 48 kHz.
 *
 * <pre>
 *   16 bits  audio_packet_size    2 bits  number_channels / 2 - 1    8 bits  channel_identification
 *    2 bits  bits_per_sample (16, 20, 24)                            4 bits  alignment
 *   then, for each sample of each channel: the sample and four bits V, U, C, F
 * </pre>
 *
 * <p>Each byte of the samples has its bits in reverse order. With the bits of each byte reversed, a
 * sample is a number with the least significant bit first.
 */
public final class Smpte302Decoder implements SoundDecoder {
  private static final int HEADER_BYTES = 4;
  private static final int RATE_HZ = 48_000;
  private static final int FLAG_BITS = 4;
  private static final int RESERVED = 3;

  private final PcmBlock block = new PcmBlock();

  @Override
  public boolean decode(byte[] array, int offset, int length, Consumer<PcmBlock> into) {
    if (length < HEADER_BYTES) {
      return false;
    }
    int header = Bytes.i32(array, offset);
    int bytes = Math.min(header >>> 16, length - HEADER_BYTES);
    int channels = 2 * ((header >>> 14 & 3) + 1);
    int width = header >>> 4 & 3;
    if (width == RESERVED) {
      return false;
    }
    int sampleBits = 16 + 4 * width;
    int samples = 8 * bytes / (channels * (sampleBits + FLAG_BITS));
    if (samples == 0) {
      return false;
    }
    block.begin(
        channels == 2 ? SpeakerLayouts.STEREO : SpeakerLayouts.usual(channels), RATE_HZ, samples);
    read(array, offset + HEADER_BYTES, channels, sampleBits, samples);
    into.accept(block);
    return bytes == header >>> 16;
  }

  private void read(byte[] array, int from, int channels, int sampleBits, int samples) {
    float scale = 1f / (1 << (sampleBits - 1));
    int at = from;
    long pending = 0;
    int bits = 0;
    for (int sample = 0; sample < samples; sample++) {
      for (int channel = 0; channel < channels; channel++) {
        while (bits < sampleBits + FLAG_BITS) {
          pending |= (long) (Integer.reverse(array[at++]) >>> 24) << bits;
          bits += 8;
        }
        int shift = 32 - sampleBits;
        block.plane(channel)[sample] = ((int) pending << shift >> shift) * scale;
        pending >>>= sampleBits + FLAG_BITS;
        bits -= sampleBits + FLAG_BITS;
      }
    }
  }

  @Override
  public void reset() {}

  @Override
  public void close() {}
}
